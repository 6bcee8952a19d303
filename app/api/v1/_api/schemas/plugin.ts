import { z } from "zod";
import { address, bySeverity, checkId, count, listFacts, moment, named, packageName, sha256, versionNumber } from "./fields";
import { hiddenVersion } from "./hidden";

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
  version_id: count(),
  version: versionNumber(),
  status: status(),
  experimental: z.boolean(),
  qgis_minimum_version: z.string().meta({ examples: ["3.22"] }),
  qgis_maximum_version: z.string().meta({ examples: ["3.99"] }),
  changelog: z.string().meta({ examples: ["Faster on large layers."] }),
  sha256: sha256("Of the ZIP"),
  size_bytes: count(),
  upload_date: moment("Of the file that is there now"),
  publication_date: moment("When it first became public; null for a draft").nullable(),
  security_status: securityStatus(),
  security_words: z.string().meta({ examples: ["Checks passed, with advice"] }),
  security_url: address("The report, for people", "/plugins/my_plugin/version/1.2.0#security-tab"),
  url: address("The page", "/plugins/my_plugin/version/1.2.0"),
  download_url: address("Null for what is not public", "/plugins/my_plugin/version/1.2.0/download/").nullable(),
  scan_url: address(
    "The scan that its verdict comes from; null before the first",
    "/api/v1/scans/3f2a9d5c-7c1e-4d0a-9a53-2b6f8f0f9d11",
  ).nullable(),
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
    suppressed: count("How many of them a comment or a settings file in the package hides"),
  }),
);

export const version = named(
  "Version",
  "One version of a plugin with its checks",
  z.object({
    package_name: packageName(),
    name: z.string().meta({ examples: ["My plugin"] }),
    ...versionFacts,
    checks: z.array(checkCounts),
  }),
);

export const versionList = named(
  "VersionList",
  "Versions, the newest first",
  z.object({ package_name: packageName(), total: count(), items: z.array(versionSummary), hidden_versions: hiddenVersions() }),
);

const text = (example: string) => z.string().meta({ examples: [example] });

export const plugin = named(
  "Plugin",
  "A plugin, with the texts of its newest public version",
  z.object({
    plugin_id: count(),
    package_name: packageName(),
    name: text("My plugin"),
    description: text("Draws what you need"),
    about: text("A longer text about what it does."),
    author_name: text("A. Author"),
    homepage: text("https://example.org/my_plugin"),
    tracker: text("https://example.org/my_plugin/issues"),
    repository: text("https://example.org/my_plugin"),
    tags: z.array(text("raster")),
    deprecated: z.boolean(),
    url: address("The page", "/plugins/my_plugin"),
    badge_url: address("The badge as a picture", "/plugins/my_plugin/badge.svg"),
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
    version: versionNumber(),
    experimental: z.boolean(),
    deprecated: z.boolean(),
    downloads: count("Of all versions"),
    publication_date: moment("Of the newest version").nullable(),
    security_status: securityStatus(),
    kept_with_reason: count("Findings that an approver accepted"),
    url: address("The page", "/plugins/my_plugin"),
    api_url: address("The plugin in this API", "/api/v1/plugins/my_plugin"),
  }),
);

export const pluginList = named(
  "PluginList",
  "A page of public plugins",
  z.object({ ...listFacts("/api/v1/plugins"), items: z.array(pluginSummary) }),
);
