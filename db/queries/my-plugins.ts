import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { Verdict } from "@/scanners/core/types";
import { findingStanding, type VerdictReason } from "@/scanners/core/verdict";
import { unusedUntil } from "../commands/purge-plugins";
import type { Executor } from "../context";
import { findings, pluginEditors, plugins, versions } from "../schema";
import { listDecisionsInForce } from "./decisions";
import { listMyPluginFacts, type MyPluginFacts } from "./my-plugin-facts";

/** Places shown in a row; the report holds all of them. */
const MUST_FIX_SHOWN = 20;
/** Versions in the plot: as many as fit beside each other on a phone. */
const TREND_SHOWN = 20;

export interface MustFix {
  findingId: number;
  ruleId: string;
  path: string;
  line: number;
  message: string;
}

export interface MyVersion {
  id: number;
  version: string;
  status: VersionStatus;
  verdict: Verdict | null;
  openCritical: number;
  openWarnings: number;
  uploadedAt: Date;
  statusChangedAt: Date;
  isExperimental: boolean;
  wasEverApproved: boolean;
}

/** What was found in one version, as its verdict counts it now. */
export interface TrendPoint {
  version: string;
  critical: number;
  warnings: number;
}

export interface MyPlugin extends MyPluginFacts {
  packageName: string;
  name: string;
  role: "owner" | "collaborator";
  /** The upload that was sent last: what the owner works on. Null: only the names are held. */
  newest: MyVersion | null;
  /** When they are free again, while there is no version; null for an imported plugin, whose versions may be on their way. */
  reservedUntil: Date | null;
  /** The version that became public last: its verdict is the plugin's badge. */
  newestPublic: MyVersion | null;
  /** Everything that is not public, newest first. */
  drafts: MyVersion[];
  /** Open critical findings of the newest version, at most 20. */
  mustFix: MustFix[];
  /** The last 20 versions that were checked, oldest upload first. */
  trend: TrendPoint[];
}

/** Not the metadata: an owner of many plugins has hundreds of versions. */
const VERSION_COLUMNS = {
  id: versions.id,
  pluginId: versions.pluginId,
  version: versions.version,
  status: versions.status,
  effectiveVerdict: versions.effectiveVerdict,
  effectiveReason: versions.effectiveReason,
  currentScanId: versions.currentScanId,
  uploadedAt: versions.uploadedAt,
  statusChangedAt: versions.statusChangedAt,
  isExperimental: versions.isExperimental,
  firstApprovedAt: versions.firstApprovedAt,
  approvedAt: versions.approvedAt,
};
type VersionRow = Pick<typeof versions.$inferSelect, keyof typeof VERSION_COLUMNS>;

/** The plugins that a person edits, those that were worked on last first, those without an upload before all. */
export async function listMyPlugins(db: Executor, userId: string): Promise<MyPlugin[]> {
  const rows = await db
    .select({
      version: VERSION_COLUMNS,
      pluginId: plugins.id,
      packageName: plugins.packageName,
      name: plugins.name,
      role: pluginEditors.role,
      reservedUntil:
        sql<Date | null>`case when ${versions.id} is null and ${plugins.importedFrom} is null then ${unusedUntil()} end`.mapWith(
          plugins.createdAt,
        ),
    })
    .from(pluginEditors)
    .innerJoin(plugins, and(eq(plugins.id, pluginEditors.pluginId), isNull(plugins.deletedAt)))
    .leftJoin(versions, eq(versions.pluginId, plugins.id))
    .where(eq(pluginEditors.userId, userId))
    .orderBy(sql`${versions.uploadedAt} desc nulls first`, desc(versions.id), asc(plugins.packageName));
  const byPlugin = groupedBy(rows, (row) => row.pluginId);
  const blocked = [...byPlugin.values()].flatMap(([newest]) => (newest?.version?.effectiveVerdict === "blocked" ? [newest.version] : []));
  const mustFix = await listOpenCritical(db, blocked);
  const facts = await listMyPluginFacts(db, userId, [...byPlugin.keys()]);
  return [...byPlugin.values()].map((group) => {
    const first = group[0] as (typeof rows)[number];
    const own = group.flatMap((row) => row.version ?? []);
    const all = own.map(myVersion);
    const newest = all[0] ?? null;
    const newestPublic = own.filter((version) => version.status === "approved").sort((a, b) => publishedAt(b) - publishedAt(a))[0];
    return {
      packageName: first.packageName,
      name: first.name,
      role: first.role,
      newest,
      reservedUntil: first.reservedUntil,
      newestPublic: newestPublic ? myVersion(newestPublic) : null,
      drafts: all.filter((version) => version.status !== "approved"),
      mustFix: newest ? (mustFix.get(newest.id) ?? []) : [],
      trend: trendOf(own),
      ...facts(first.pluginId),
    };
  });
}

const publishedAt = (row: VersionRow): number => row.approvedAt?.getTime() ?? 0;

function myVersion(row: VersionRow): MyVersion {
  const reason: VerdictReason | null = row.effectiveReason;
  return {
    id: row.id,
    version: row.version,
    status: row.status,
    // a verdict that belongs to a file which is being checked again says nothing about it
    verdict: row.status === "validating" ? null : row.effectiveVerdict,
    openCritical: reason?.open.critical ?? 0,
    openWarnings: reason?.open.warning ?? 0,
    uploadedAt: row.uploadedAt,
    statusChangedAt: row.statusChangedAt,
    isExperimental: row.isExperimental,
    wasEverApproved: row.firstApprovedAt !== null,
  };
}

/** @param rows newest upload first */
function trendOf(rows: readonly VersionRow[]): TrendPoint[] {
  return rows
    .filter((row) => row.effectiveReason !== null && row.status !== "validating")
    .slice(0, TREND_SHOWN)
    .reverse()
    .map(({ version, effectiveReason }) => ({
      version,
      critical: effectiveReason?.open.critical ?? 0,
      warnings: effectiveReason?.open.warning ?? 0,
    }));
}

/** Critical findings that still count, per version, as the verdict counts them. */
async function listOpenCritical(db: Executor, blocked: readonly VersionRow[]): Promise<Map<number, MustFix[]>> {
  const scanIds = blocked.flatMap((version) => version.currentScanId ?? []);
  const byVersion = new Map<number, MustFix[]>();
  if (scanIds.length === 0) return byVersion;
  const rows = await db
    .select()
    .from(findings)
    .where(and(inArray(findings.scanId, scanIds), eq(findings.severity, "critical")))
    .orderBy(asc(findings.checkId), asc(findings.ruleId), asc(findings.path), asc(findings.line));
  const byScan = groupedBy(rows, (row) => row.scanId);
  for (const version of blocked) {
    const decisions = await listDecisionsInForce(db, version.pluginId);
    const open = (byScan.get(version.currentScanId ?? "") ?? []).filter(
      ({ suppression, ...finding }) => findingStanding({ ...finding, ...(suppression ? { suppression } : {}) }, decisions) === "open",
    );
    const shown = open.slice(0, MUST_FIX_SHOWN);
    byVersion.set(
      version.id,
      shown.map(({ id, ruleId, path, line, message }) => ({ findingId: id, ruleId, path, line, message })),
    );
  }
  return byVersion;
}

function groupedBy<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
