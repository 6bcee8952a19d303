import Link from "next/link";
import type { ReactNode } from "react";
import { DeprecationNotice } from "@/components/plugin/deprecation-notice";
import { Alert } from "@/components/ui/alert";
import type { PluginPage as Plugin, PluginPageVersion } from "@/db/queries/plugin-page";
import { badgeWords } from "@/lib/domain/verdict-words";
import { STATUS_WORDS, type VersionStatus } from "@/lib/domain/version-status";
import { urls } from "@/lib/urls";

/** What people should know before they download: advice against it, what its badge means when it is not green, why nothing is public. */
export function pluginNotices(plugin: Plugin): ReactNode[] {
  return [
    plugin.deprecation ? <DeprecationNotice key="deprecated" {...plugin.deprecation} /> : null,
    plugin.newestPublic ? <BadgeNotice key="badge" plugin={plugin} verdict={plugin.newestPublic.verdict} /> : null,
    plugin.newestPublic ? null : <NothingPublic key="none" plugin={plugin} />,
  ].filter(Boolean);
}

function BadgeNotice({ plugin, verdict }: { plugin: Plugin; verdict: PluginPageVersion["verdict"] }) {
  const { badge, label } = badgeWords(verdict);
  if (badge === "red")
    return (
      <Alert tone="bad" title="The published version has critical findings">
        {plugin.isEditor
          ? "Open its security scan below to see what to fix, then upload a new version. "
          : "Its maintainers have been told. "}
        <Link href={urls.docsSection("red-badge")}>What a red badge means for you</Link>
      </Alert>
    );
  if (badge === "grey")
    return (
      <Alert tone="neutral" title={label}>
        Nothing is said about its security, neither good nor bad. <Link href={urls.docsSection("badges")}>What a grey badge means</Link>
      </Alert>
    );
  return null;
}

/** Seen by its maintainers and approvers only: why, and what its maintainers can do. */
function NothingPublic({ plugin }: { plugin: Plugin }) {
  const newest = plugin.versions.reduce((a, b) => (b.id > a.id ? b : a));
  const wasPublic = plugin.versions.filter(({ publishedAt }) => publishedAt).sort(byPublication)[0];
  return (
    <Alert tone="info" title={wasPublic ? "Nothing of this plugin is public any more" : "Nothing of this plugin is public yet"}>
      {[...new Set([newest, wasPublic])].map((version) =>
        version ? (
          <p key={version.id}>
            <Link href={urls.version(plugin.packageName, version.version)} className="font-semibold">
              {version.version}
            </Link>
            : {STATUS_WORDS[version.status].label}. {STATUS_WORDS[version.status].meaning}{" "}
            {plugin.isEditor ? WHAT_TO_DO[version.status] : null}
          </p>
        ) : null,
      )}
      <p>Only its maintainers and approvers see this page.</p>
    </Alert>
  );
}

const WHAT_TO_DO: Partial<Record<VersionStatus, string>> = {
  blocked: "Its report says what to fix and how.",
  rejected: "Its page says why.",
  withdrawn: "You can publish it again under “Manage” if its checks passed, or upload a new version.",
  quarantined: "Its page says why. You can upload a new version without what was found.",
};

const byPublication = (a: PluginPageVersion, b: PluginPageVersion): number =>
  (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0);
