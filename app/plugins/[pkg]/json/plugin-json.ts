import type { CheckFacts, PluginFacts, VersionFacts } from "@/db/queries/plugin-json";
import { badgeWords } from "@/lib/domain/verdict-words";
import { absoluteUrl, urls } from "@/lib/urls";

/** Names as the feed has them, so that a client needs one vocabulary. */
export function pluginJson(plugin: PluginFacts, publicUrl: string) {
  const shown = plugin.versions.find((one) => one.isPublic) ?? plugin.versions[0];
  const at = (path: string) => absoluteUrl(publicUrl, path);
  return {
    plugin_id: plugin.pluginId,
    package_name: plugin.packageName,
    name: plugin.name,
    description: shown?.metadata.description ?? "",
    about: shown?.metadata.about ?? "",
    author_name: shown?.metadata.author ?? "",
    homepage: shown?.metadata.homepage ?? "",
    tracker: shown?.metadata.tracker ?? "",
    repository: shown?.metadata.repository ?? "",
    tags: shown?.metadata.tags ?? [],
    deprecated: plugin.isDeprecated,
    url: at(urls.plugin(plugin.packageName)),
    badge_url: at(urls.badge(plugin.packageName)),
    versions: plugin.versions.map((one) => versionJson(plugin, one, publicUrl)),
  };
}

/** One version; `download_url` only where everybody may download. */
export function versionJson(plugin: Pick<PluginFacts, "packageName">, version: VersionFacts, publicUrl: string) {
  const at = (path: string) => absoluteUrl(publicUrl, path);
  return {
    version_id: version.versionId,
    version: version.version,
    status: version.status,
    experimental: version.isExperimental,
    qgis_minimum_version: version.metadata.qgisMinimumVersion,
    qgis_maximum_version: version.metadata.qgisMaximumVersion,
    changelog: version.metadata.changelog ?? "",
    sha256: version.artifactSha256,
    size_bytes: version.sizeBytes,
    upload_date: version.uploadedAt.toISOString(),
    publication_date: version.publishedAt?.toISOString() ?? null,
    security_status: version.verdict ?? ("not-scanned" as const),
    security_words: badgeWords(version.verdict).label,
    security_url: at(urls.securityTab(plugin.packageName, version.version)),
    url: at(urls.version(plugin.packageName, version.version)),
    download_url: version.isPublic ? at(urls.download(plugin.packageName, version.version)) : null,
    scan_url: version.currentScanId ? at(urls.apiScan(version.currentScanId)) : null,
  };
}

export const checksJson = (checks: readonly CheckFacts[]) =>
  checks.map((one) => ({ check: one.checkId, state: one.state, findings: one.findings, suppressed: one.suppressed }));
