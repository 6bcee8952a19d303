import { Download, Settings, Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { BadgeSnippet, InstallHint } from "@/components/plugin/install-hint";
import { PluginAbout } from "@/components/plugin/plugin-about";
import { PluginIcon } from "@/components/plugin/plugin-icon";
import { PublicHistory } from "@/components/plugin/public-history";
import { VersionsTable } from "@/components/plugin/versions-table";
import { VerdictBadge } from "@/components/scan/verdict-badge";
import { plural } from "@/components/scan/words";
import { LinkButton } from "@/components/ui/button";
import { CardSection } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { cx } from "@/components/ui/cx";
import { PageHeader } from "@/components/ui/page-header";
import type { PluginPage as Plugin, PluginPageVersion } from "@/db/queries/plugin-page";
import { badgeWords, isGreen } from "@/lib/domain/verdict-words";
import { env } from "@/lib/env";
import { absoluteUrl, urls } from "@/lib/urls";
import { loadPlugin, loadPublicHistory } from "./load";
import { pluginNotices } from "./notices";
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
        badge={newestPublic ? <Badges version={newestPublic} /> : null}
        notices={pluginNotices(plugin)}
        actions={<PluginActions plugin={plugin} />}
      />
      {/* On a phone one below the other; beside each other the scan stands at the top of the right column. */}
      <div
        className={cx(
          "grid items-start gap-6 [&>*]:min-w-0",
          newestPublic && "lg:grid-cols-[1fr_18rem] xl:grid-cols-[1fr_20rem] lg:grid-rows-[auto_1fr]",
        )}
      >
        {newestPublic ? (
          <CardSection title="Security scan" className="lg:col-start-2">
            <p className="text-[0.9375rem]">
              {badgeWords(newestPublic.verdict, newestPublic.keptWithReason).meaning}{" "}
              <Link href={urls.securityTab(plugin.packageName, newestPublic.version)}>
                {newestPublic.verdict ? "What was checked" : "About the checks"}
              </Link>
            </p>
          </CardSection>
        ) : null}
        <div className="grid gap-6 lg:col-start-1 lg:row-span-2 lg:row-start-1 [&>*]:min-w-0">
          <CardSection title="About">
            <PluginAbout texts={plugin.texts} maintainers={plugin.maintainers} links={plugin.links} />
          </CardSection>
          {plugin.texts.changelog ? (
            <CardSection title="What changed">
              <p className="max-w-prose text-[0.9375rem] whitespace-pre-line">{plugin.texts.changelog}</p>
            </CardSection>
          ) : null}
          <section className="grid gap-3 [&>*]:min-w-0" aria-labelledby="versions">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <h2 id="versions" className="text-lg font-bold">
                Versions
              </h2>
              <p className="text-sm text-muted">{plural(plugin.downloads, "download")} in all</p>
            </div>
            <VersionsTable packageName={plugin.packageName} versions={plugin.versions} showStatus={plugin.seesDrafts} />
          </section>
          <PublicHistory entries={await loadPublicHistory(plugin.pluginId)} />
        </div>
        {newestPublic ? <Aside plugin={plugin} newestPublic={newestPublic} /> : null}
      </div>
    </>
  );
}

function Badges({ version }: { version: PluginPageVersion }) {
  return (
    <>
      <VerdictBadge verdict={version.verdict} kept={version.keptWithReason} size="lg" />
      {version.isExperimental ? <Chip tone="warn">Experimental</Chip> : null}
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
        <LinkButton
          external
          href={urls.download(plugin.packageName, newestPublic.version)}
          variant={isGreen(newestPublic.verdict) ? "primary" : "secondary"}
        >
          <Download aria-hidden /> Download {newestPublic.version}
        </LinkButton>
      ) : null}
    </>
  );
}

function Aside({ plugin, newestPublic }: { plugin: Plugin; newestPublic: PluginPageVersion }) {
  const { publicUrl } = env();
  const absolute = (path: string) => absoluteUrl(publicUrl, path);
  return (
    <aside className="grid gap-6 lg:col-start-2 [&>*]:min-w-0">
      <CardSection title="Install in QGIS">
        <InstallHint
          name={plugin.name}
          feedUrl={absolute(urls.feed())}
          isExperimental={newestPublic.isExperimental}
          isDeprecated={plugin.deprecation !== null}
        />
      </CardSection>
      {plugin.isEditor ? (
        <CardSection title="Badge for your README">
          <BadgeSnippet badgeUrl={absolute(urls.badge(plugin.packageName))} pluginUrl={absolute(urls.plugin(plugin.packageName))} />
        </CardSection>
      ) : null}
    </aside>
  );
}
