import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { CheckedLink } from "@/lib/domain/link-state";
import { canSeeReport, type SignedIn } from "@/lib/domain/permissions";
import { comparePluginVersions } from "@/lib/domain/plugin-version";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { PluginMetadata } from "@/scanners/archive/types";
import type { Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { pluginEditors, plugins, users, versions } from "../schema";
import { type Deprecation, getDeprecation } from "./deprecation";
import { downloadsByVersion } from "./download-counts";
import { listLinkChecks } from "./link-checks";

export interface PluginPageVersion {
  id: number;
  version: string;
  status: VersionStatus;
  verdict: Verdict | null;
  keptWithReason: number;
  isExperimental: boolean;
  qgisMinimumVersion: string;
  qgisMaximumVersion: string;
  uploadedAt: Date;
  publishedAt: Date | null;
  downloads: number;
}

/** Texts of metadata.txt that people read. Untrusted. */
export type PluginTexts = Pick<
  PluginMetadata,
  | "description"
  | "about"
  | "author"
  | "tracker"
  | "repository"
  | "homepage"
  | "tags"
  | "category"
  | "changelog"
  | "server"
  | "hasProcessingProvider"
  | "externalDeps"
  | "pluginDependencies"
>;

export interface PluginPage {
  pluginId: number;
  packageName: string;
  name: string;
  texts: PluginTexts;
  /** Null: nobody advises against it. */
  deprecation: Deprecation | null;
  /** The version whose verdict is the plugin's badge; null when nothing is public. */
  newestPublic: PluginPageVersion | null;
  /** What the viewer may see, highest number first. */
  versions: PluginPageVersion[];
  /** Names of the accounts that maintain it; shown to people who see drafts. */
  maintainers: string[];
  downloads: number;
  /** Whether the links in `texts` answer; shown to people who see drafts. */
  links: CheckedLink[];
  /** Whether `/plugins/<pkg>/icon` has a picture. */
  hasIcon: boolean;
  isEditor: boolean;
  seesDrafts: boolean;
}

/** The plugin as this viewer may see it; null when there is nothing for them, as if it did not exist. */
export async function getPluginPage(db: Executor, packageName: string, viewer: SignedIn | null): Promise<PluginPage | null> {
  const [plugin] = await db
    .select()
    .from(plugins)
    .where(and(sql`lower(${plugins.packageName}) = lower(${packageName})`, isNull(plugins.deletedAt)));
  if (!plugin) return null;
  const editors = await listEditors(db, plugin.id);
  const isEditor = viewer !== null && editors.some((editor) => editor.id === viewer.userId);
  const seesDrafts = canSeeReport(viewer, isEditor);
  const rows = await listVersionRows(db, plugin.id, seesDrafts);
  const newestPublic = rows.filter((row) => row.status === "approved").sort(byApproval)[0];
  const told = newestPublic ?? rows.toSorted((a, b) => b.id - a.id)[0];
  if (!told) return null;
  const all = rows.map(toPageVersion).sort((a, b) => comparePluginVersions(b.version, a.version));
  return {
    pluginId: plugin.id,
    packageName: plugin.packageName,
    name: newestPublic ? plugin.name : told.metadata.name,
    texts: textsOf(told.metadata),
    deprecation: await getDeprecation(db, plugin, told.metadata),
    newestPublic: newestPublic ? toPageVersion(newestPublic) : null,
    versions: all,
    maintainers: seesDrafts ? editors.map((editor) => editor.name) : [],
    downloads: rows.reduce((sum, row) => sum + row.downloads, 0),
    links: seesDrafts ? await listLinkChecks(db, told.metadata) : [],
    hasIcon: newestPublic !== undefined && hasIcon(newestPublic),
    isEditor,
    seesDrafts,
  };
}

type Row = Awaited<ReturnType<typeof listVersionRows>>[number];

const hasIcon = ({ metadata, packageWarnings }: Row): boolean =>
  Boolean(metadata.icon) && !packageWarnings.some(({ code }) => code === "icon-ignored");

const byApproval = (a: Row, b: Row): number => (b.approvedAt?.getTime() ?? 0) - (a.approvedAt?.getTime() ?? 0) || b.id - a.id;

async function listEditors(db: Executor, pluginId: number) {
  return db
    .select({ id: users.id, name: users.name })
    .from(pluginEditors)
    .innerJoin(users, eq(users.id, pluginEditors.userId))
    .where(eq(pluginEditors.pluginId, pluginId))
    .orderBy(asc(pluginEditors.createdAt));
}

async function listVersionRows(db: Executor, pluginId: number, seesDrafts: boolean) {
  const counted = downloadsByVersion(db, { pluginIds: [pluginId] });
  return db
    .select({
      id: versions.id,
      version: versions.version,
      status: versions.status,
      verdict: versions.effectiveVerdict,
      reason: versions.effectiveReason,
      metadata: versions.metadata,
      packageWarnings: versions.packageWarnings,
      isExperimental: versions.isExperimental,
      uploadedAt: versions.uploadedAt,
      approvedAt: versions.approvedAt,
      downloads: sql<number>`coalesce(${counted.downloads}, 0)::int`,
    })
    .from(versions)
    .leftJoin(counted, eq(counted.versionId, versions.id))
    .where(and(eq(versions.pluginId, pluginId), seesDrafts ? undefined : eq(versions.status, "approved")));
}

function toPageVersion(row: Row): PluginPageVersion {
  return {
    id: row.id,
    version: row.version,
    status: row.status,
    // a verdict of the file before says nothing of the one that is being checked
    verdict: row.status === "validating" ? null : row.verdict,
    keptWithReason: row.reason?.accepted ?? 0,
    isExperimental: row.isExperimental,
    qgisMinimumVersion: row.metadata.qgisMinimumVersion,
    qgisMaximumVersion: row.metadata.qgisMaximumVersion,
    uploadedAt: row.uploadedAt,
    publishedAt: row.approvedAt,
    downloads: row.downloads,
  };
}

function textsOf(metadata: PluginMetadata): PluginTexts {
  const {
    description,
    about,
    author,
    tracker,
    repository,
    homepage,
    tags,
    category,
    changelog,
    server,
    hasProcessingProvider,
    externalDeps,
    pluginDependencies,
  } = metadata;
  return {
    description,
    about,
    author,
    tracker,
    repository,
    homepage,
    tags,
    category,
    changelog,
    server,
    hasProcessingProvider,
    externalDeps,
    pluginDependencies,
  };
}

/** Package name and version of what "latest" means for a stranger: the highest stable public version, else the highest one. */
export async function getLatestPublicVersion(db: Executor, packageName: string): Promise<{ packageName: string; version: string } | null> {
  const page = await getPluginPage(db, packageName, null);
  const best = page?.versions.find((version) => !version.isExperimental) ?? page?.versions[0];
  return page && best ? { packageName: page.packageName, version: best.version } : null;
}
