import { z } from "zod";
import { urls } from "@/lib/urls";
import { address, bySeverity, checkId, count, listFacts, moment, named, no, packageName, sha256, versionNumber } from "./fields";
import { hiddenVersion } from "./hidden";
import { NEXT_PLUGINS, PACKAGE, PLUGIN_QUERY, PLUGINS_FOUND, PUBLIC, PUBLIC_CHECKS } from "./story";

const securityStatus = () =>
  z.enum(["passed", "advisory", "blocked", "inconclusive", "not-scanned"]).meta({
    description: "The effective verdict: what the checks said, with what people decided about single findings",
    examples: ["advisory"],
  });

const status = () =>
  z
    .enum(["validating", "blocked", "inconclusive", "validated", "returned", "rejected", "approved", "withdrawn", "quarantined"])
    .meta({ description: "Where the version is in its life. Only `approved` is public", examples: ["approved"] });

const versionFacts = {
  version_id: count(PUBLIC.versionId),
  version: versionNumber(PUBLIC.version),
  status: status(),
  experimental: no(),
  qgis_minimum_version: z.string().meta({ examples: ["3.22"] }),
  qgis_maximum_version: z.string().meta({ examples: ["3.99"] }),
  changelog: z.string().meta({ examples: ["Faster on large layers."] }),
  sha256: sha256("Of the ZIP", PUBLIC.sha256),
  size_bytes: count(48_312),
  upload_date: moment("Of the file that is there now", PUBLIC.uploadedAt),
  publication_date: moment("When it first became public; null for a draft", PUBLIC.publishedAt).nullable(),
  security_status: securityStatus(),
  security_words: z.string().meta({ examples: ["Checks passed, with advice"] }),
  security_url: address("The report, for people", urls.securityTab(PACKAGE, PUBLIC.version)),
  url: address("The page", urls.version(PACKAGE, PUBLIC.version)),
  download_url: address("Null for what is not public", urls.download(PACKAGE, PUBLIC.version)).nullable(),
  scan_url: address("The scan that its verdict comes from; null before the first", urls.apiScan(PUBLIC.scanId)).nullable(),
};

export const versionSummary = named("VersionSummary", "One version of a plugin", z.object(versionFacts));

const hiddenVersions = () => z.array(hiddenVersion).describe("Those that were public and are hidden now, the newest first");

export const checkCounts = named(
  "CheckCounts",
  "One check of a scan, in numbers",
  z.object({
    check: checkId(),
    state: z.enum(["queued", "running", "finished", "errored"]).meta({ examples: ["finished"] }),
    findings: bySeverity().describe("All that were found, those that are kept knowingly among them"),
    suppressed: count(0, "How many of them a comment or a settings file in the package hides"),
  }),
);

export const version = named(
  "Version",
  "One version of a plugin with its checks",
  z.object({
    package_name: packageName(),
    name: z.string().meta({ examples: ["My plugin"] }),
    ...versionFacts,
    checks: z.array(checkCounts).meta({ examples: [PUBLIC_CHECKS] }),
  }),
);

export const versionList = named(
  "VersionList",
  "Versions, the newest first",
  z.object({ package_name: packageName(), total: count(1), items: z.array(versionSummary), hidden_versions: hiddenVersions() }),
);

const text = (example: string) => z.string().meta({ examples: [example] });

export const plugin = named(
  "Plugin",
  "A plugin, with the texts of its newest public version",
  z.object({
    plugin_id: count(41),
    package_name: packageName(),
    name: text("My plugin"),
    description: text("Draws what you need"),
    about: text("A longer text about what it does."),
    author_name: text("A. Author"),
    homepage: text("https://example.org/my_plugin"),
    tracker: text("https://example.org/my_plugin/issues"),
    repository: text("https://example.org/my_plugin"),
    tags: z.array(text("raster")),
    deprecated: no(),
    url: address("The page", urls.plugin(PACKAGE)),
    badge_url: address("The badge as a picture", urls.badge(PACKAGE)),
    versions: z.array(versionSummary).describe("Public ones; with a token or a sign-in of an editor, drafts too"),
    hidden_versions: hiddenVersions(),
  }),
);

export const pluginSummary = named(
  "PluginSummary",
  "A plugin in a list, with the texts of the version that became public last",
  z.object({
    package_name: packageName(),
    name: text("My plugin"),
    description: text("Draws what you need"),
    author_name: text("A. Author"),
    tags: z.array(text("raster")),
    version: versionNumber(PUBLIC.version),
    experimental: no(),
    deprecated: no(),
    downloads: count(1_204, "Of all versions"),
    publication_date: moment("Of the newest version", PUBLIC.publishedAt).nullable(),
    security_status: securityStatus(),
    kept_with_reason: count(0, "Findings that an approver accepted"),
    url: address("The page", urls.plugin(PACKAGE)),
    api_url: address("The plugin in this API", urls.apiPlugin(PACKAGE)),
  }),
);

export const pluginList = named(
  "PluginList",
  "A page of public plugins",
  z.object({ ...listFacts({ total: PLUGINS_FOUND, limit: PLUGIN_QUERY.limit, next: NEXT_PLUGINS }), items: z.array(pluginSummary) }),
);
