import { Download, Settings, Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DeprecationNotice } from "@/components/plugin/deprecation-notice";
import { BadgeSnippet, InstallHint } from "@/components/plugin/install-hint";
import { PluginAbout } from "@/components/plugin/plugin-about";
import { PluginIcon } from "@/components/plugin/plugin-icon";
import { PublicHistory } from "@/components/plugin/public-history";
import { VersionsTable } from "@/components/plugin/versions-table";
import { VerdictBadge } from "@/components/scan/verdict-badge";
import { plural } from "@/components/scan/words";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { CardSection } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { PageHeader } from "@/components/ui/page-header";
import type { PluginPage as Plugin } from "@/db/queries/plugin-page";
import { badgeWords } from "@/lib/domain/verdict-words";
import { env } from "@/lib/env";
import { absoluteUrl, urls } from "@/lib/urls";
import { loadPlugin, loadPublicHistory } from "./load";
import { ReviewLink } from "./version/[version]/review-link";

interface Props {
  params: Promise<{ pkg: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const plugin = await loadPlugin((await params).pkg);
  return plugin ? { title: plugin.name, description: plugin.texts.description } : { title: "Not found" };
}

export default async function PluginPage({ params }: Props) {
  const plugin = await loadPlugin((await params).pkg);
  if (!plugin) notFound();
  const { newestPublic } = plugin;
  return (
    <>
      <PageHeader
        title={plugin.name}
        lead={plugin.texts.description}
        crumbs={[{ label: "Plugins", href: urls.plugins() }]}
        icon={plugin.hasIcon ? <PluginIcon packageName={plugin.packageName} /> : null}
        badge={newestPublic ? <VerdictBadge verdict={newestPublic.verdict} kept={newestPublic.keptWithReason} size="lg" /> : null}
        actions={<PluginActions plugin={plugin} />}
      />
      <div className="grid gap-6 [&>*]:min-w-0">
        <Notices plugin={plugin} />
        <div className={cx("grid items-start gap-6 [&>*]:min-w-0", newestPublic && "lg:grid-cols-[1fr_22rem]")}>
          <div className="grid gap-6 [&>*]:min-w-0">
            <CardSection title="About">
              <PluginAbout texts={plugin.texts} maintainers={plugin.maintainers} links={plugin.links} />
            </CardSection>
            {plugin.texts.changelog ? (
              <CardSection title="What changed">
                <p className="max-w-prose text-[0.9375rem] whitespace-pre-line">{plugin.texts.changelog}</p>
              </CardSection>
            ) : null}
          </div>
          <Aside plugin={plugin} />
        </div>
        <section className="grid gap-3" aria-labelledby="versions">
          <h2 id="versions" className="text-lg font-bold">
            Versions
          </h2>
          <VersionsTable packageName={plugin.packageName} versions={plugin.versions} showStatus={plugin.seesDrafts} />
        </section>
        <PublicHistory entries={await loadPublicHistory(plugin.pluginId)} />
      </div>
    </>
  );
}

function PluginActions({ plugin }: { plugin: Plugin }) {
  const { newestPublic } = plugin;
  return (
    <>
      {plugin.isEditor ? (
        <>
          <LinkButton href={urls.managePlugin(plugin.packageName)}>
            <Settings aria-hidden /> Manage
          </LinkButton>
          <LinkButton href={urls.addPlugin({ plugin: plugin.packageName })}>
            <Upload aria-hidden /> New version
          </LinkButton>
        </>
      ) : null}
      {newestPublic ? <ReviewLink versionId={newestPublic.id} /> : null}
      {newestPublic ? (
        <LinkButton external href={urls.download(plugin.packageName, newestPublic.version)} variant="primary">
          <Download aria-hidden /> Download {newestPublic.version}
        </LinkButton>
      ) : null}
    </>
  );
}

function Notices({ plugin }: { plugin: Plugin }) {
  return (
    <>
      {plugin.deprecation ? <DeprecationNotice {...plugin.deprecation} /> : null}
      {plugin.newestPublic ? null : (
        <Alert tone="info" title="Nothing of this plugin is public yet">
          Only its maintainers and approvers see this page.
        </Alert>
      )}
      {plugin.newestPublic?.verdict === "blocked" ? (
        <Alert tone="bad" title="The published version has critical findings">
          {plugin.isEditor
            ? "Open its security scan below to see what to fix, then upload a new version. "
            : "Its maintainers have been told. "}
          <Link href={urls.docsSection("red-badge")}>What a red badge means for you</Link>
        </Alert>
      ) : null}
    </>
  );
}

function Aside({ plugin }: { plugin: Plugin }) {
  const { publicUrl } = env();
  const { newestPublic } = plugin;
  if (!newestPublic) return null;
  const absolute = (path: string) => absoluteUrl(publicUrl, path);
  return (
    <aside className="grid gap-6 [&>*]:min-w-0">
      <CardSection title="Security scan">
        <p className="text-[0.9375rem]">
          {badgeWords(newestPublic.verdict).meaning}{" "}
          <Link href={urls.securityTab(plugin.packageName, newestPublic.version)}>What was checked</Link>
        </p>
        <p className="mt-2 text-sm text-muted">{plural(plugin.downloads, "download")} in all</p>
      </CardSection>
      <CardSection title="Install in QGIS">
        <InstallHint name={plugin.name} feedUrl={absolute(urls.feed())} />
      </CardSection>
      {plugin.isEditor ? (
        <CardSection title="Badge for your README">
          <BadgeSnippet badgeUrl={absolute(urls.badge(plugin.packageName))} pluginUrl={absolute(urls.plugin(plugin.packageName))} />
        </CardSection>
      ) : null}
    </aside>
  );
}
