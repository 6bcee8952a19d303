/** The document that QGIS Desktop's plugin manager reads. Texts of plugins are untrusted. */
export interface FeedEntry {
  pluginId: number;
  packageName: string;
  name: string;
  version: string;
  description: string;
  about: string;
  isTrusted: boolean;
  qgisMinimumVersion: string;
  qgisMaximumVersion: string;
  homepage: string;
  /** Absolute addresses; an icon that is not served is "". */
  iconUrl: string;
  downloadUrl: string;
  securityUrl: string;
  authorName: string;
  uploadedBy: string;
  createdAt: Date;
  updatedAt: Date;
  isExperimental: boolean;
  isDeprecated: boolean;
  tracker: string;
  repository: string;
  tags: readonly string[];
  downloads: number;
  ratingVotes: number;
  /** 0 without votes. */
  averageVote: number;
  externalDependencies: string;
  isServer: boolean;
  category: string;
  changelog: string;
  pluginDependencies: readonly string[];
  sha256: string;
  securityStatus: "passed" | "advisory" | "blocked" | "inconclusive" | "not-scanned";
}

/** Everything that XML 1.0 forbids, lone halves of surrogate pairs included. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

const clean = (text: string): string => text.replace(FORBIDDEN, "");

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

export const escapeXml = (text: string): string => clean(text).replace(/[&<>"'\n\r\t]/g, (character) => ENTITIES[character] as string);

/** Besides `]]>`, "& " is split: Desktop writes "&amp; " over it before it parses, and would then show that. */
const cdata = (text: string): string =>
  `<![CDATA[${clean(text).replaceAll("]]>", "]]]]><![CDATA[>").replaceAll("& ", "&]]><![CDATA[ ")}]]>`;

const boolean = (value: boolean): string => (value ? "True" : "False");

function children(entry: FeedEntry): [name: string, xml: string][] {
  return [
    ["description", cdata(entry.description)],
    ["about", cdata(entry.about)],
    ["trusted", boolean(entry.isTrusted)],
    ["qgis_minimum_version", escapeXml(entry.qgisMinimumVersion)],
    ["qgis_maximum_version", escapeXml(entry.qgisMaximumVersion)],
    ["homepage", cdata(entry.homepage)],
    // Desktop takes the plugin's id from this up to the first dot.
    ["file_name", escapeXml(`${entry.packageName}.${entry.version}.zip`)],
    ["icon", escapeXml(entry.iconUrl)],
    ["author_name", cdata(entry.authorName)],
    ["download_url", escapeXml(entry.downloadUrl)],
    ["uploaded_by", cdata(entry.uploadedBy)],
    ["create_date", entry.createdAt.toISOString()],
    ["update_date", entry.updatedAt.toISOString()],
    ["experimental", boolean(entry.isExperimental)],
    ["deprecated", boolean(entry.isDeprecated)],
    ["tracker", cdata(entry.tracker)],
    ["repository", cdata(entry.repository)],
    ["tags", cdata(entry.tags.join(","))],
    ["downloads", String(entry.downloads)],
    ["average_vote", entry.averageVote.toFixed(3)],
    ["rating_votes", String(entry.ratingVotes)],
    ["external_dependencies", cdata(entry.externalDependencies)],
    ["server", boolean(entry.isServer)],
    ["category", cdata(entry.category)],
    ["changelog", cdata(entry.changelog)],
    ["plugin_dependencies", cdata(entry.pluginDependencies.join(","))],
    ["security_status", entry.securityStatus],
    ["security_url", escapeXml(entry.securityUrl)],
    ["sha256", entry.sha256],
  ];
}

export const FEED_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<plugins>\n';
export const FEED_END = "</plugins>\n";

/** Equal entries, equal text. */
export function renderEntry(entry: FeedEntry): string {
  const lines = children(entry).map(([name, xml]) => `    <${name}>${xml}</${name}>`);
  const head = `  <pyqgis_plugin name="${escapeXml(entry.name)}" version="${escapeXml(entry.version)}" plugin_id="${entry.pluginId}">`;
  return `${head}\n${lines.join("\n")}\n  </pyqgis_plugin>\n`;
}
