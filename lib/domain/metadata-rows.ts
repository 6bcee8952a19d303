/** The texts of a metadata.txt that people compare. */
export interface ComparedMetadata {
  name: string;
  description: string;
  about: string;
  author: string;
  email: string;
  tracker: string;
  repository: string;
  homepage?: string;
  changelog?: string;
  category?: string;
  icon?: string;
  qgisMinimumVersion: string;
  qgisMaximumVersion: string;
  tags: readonly string[];
  pluginDependencies: readonly string[];
  externalDeps?: string;
  experimental: boolean;
  deprecated: boolean;
  server: boolean;
  supportsQt6: boolean;
}

const FIELDS: { label: string; read(metadata: ComparedMetadata): string | undefined }[] = [
  { label: "Name", read: (m) => m.name },
  { label: "Description", read: (m) => m.description },
  { label: "About", read: (m) => m.about },
  { label: "Changelog", read: (m) => m.changelog },
  { label: "Author", read: (m) => m.author },
  { label: "Mail", read: (m) => m.email },
  { label: "Repository", read: (m) => m.repository },
  { label: "Tracker", read: (m) => m.tracker },
  { label: "Homepage", read: (m) => m.homepage },
  { label: "QGIS versions", read: (m) => `${m.qgisMinimumVersion} to ${m.qgisMaximumVersion}` },
  { label: "Plugins it needs", read: (m) => m.pluginDependencies?.join(", ") },
  { label: "Other things it needs", read: (m) => m.externalDeps },
  { label: "Tags", read: (m) => m.tags?.join(", ") },
  { label: "Category", read: (m) => m.category },
  { label: "Icon", read: (m) => m.icon },
  { label: "Experimental", read: (m) => yes(m.experimental) },
  { label: "Deprecated", read: (m) => yes(m.deprecated) },
  { label: "For QGIS Server", read: (m) => yes(m.server) },
  { label: "Runs on Qt 6", read: (m) => yes(m.supportsQt6) },
];

const yes = (flag: boolean): string => (flag ? "yes" : "");

/** Field by field, old and new; with something to compare with, only what differs. */
export function metadataRows(before: ComparedMetadata | null, now: ComparedMetadata) {
  const rows = FIELDS.map(({ label, read }) => ({ label, before: (before && read(before)) || null, now: read(now) || null }));
  return rows.filter((row) => (before ? row.before !== row.now : row.now !== null));
}
