import { and, eq, inArray, isNotNull, isNull, ne, notExists, or, type SQL, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { scans, versions } from "../schema";
import { newestPublicVersions } from "./newest-public";

/** Statuses in which a version may still become public on the verdict that it has. */
const MAY_BECOME_PUBLIC = ["validated", "blocked", "withdrawn", "quarantined"] as const;

/** Versions whose verdict matters: what each plugin's badge speaks of, and what may become public. As far as they have been judged at all. */
function concerned(db: Executor): SQL {
  const newest = newestPublicVersions(db).as("newest");
  const isNewest = inArray(versions.id, db.select({ id: newest.versionId }).from(newest));
  return or(inArray(versions.status, [...MAY_BECOME_PUBLIC]), isNewest) as SQL;
}

export interface RolloutTarget {
  versionId: number;
  pluginId: number;
}

/** Versions whose verdict was decided by another ruleset, without a scan by this one on its way. Those that wait for people first. */
export async function listRolloutTargets(db: Executor, rulesetDigest: string, limit: number): Promise<RolloutTarget[]> {
  return db
    .select({ versionId: versions.id, pluginId: versions.pluginId })
    .from(versions)
    .innerJoin(scans, and(eq(scans.id, versions.currentScanId), isNotNull(scans.verdict), ne(scans.rulesetDigest, rulesetDigest)))
    .where(and(concerned(db), notExists(openScans(db, rulesetDigest))))
    .orderBy(sql`${versions.status} = 'approved'`, versions.id)
    .limit(limit);
}

const openScans = (db: Executor, rulesetDigest: string) => {
  const open = sql`open_scans`;
  return db
    .select({ one: sql`1` })
    .from(sql`${scans} as ${open}`)
    .where(
      sql`${open}.version_id = ${versions.id} and ${open}.ruleset_digest = ${rulesetDigest} and ${open}.verdict is null and ${open}.superseded_at is null`,
    );
};

export interface RolloutState {
  /** Versions that matter and have been judged. */
  total: number;
  /** Of these, by another ruleset than this one. */
  behind: number;
  /** Scans of published versions by this ruleset that wait or run. */
  scanning: number;
}

export async function getRolloutState(db: Executor, rulesetDigest: string): Promise<RolloutState> {
  const [row] = await db
    .select({
      total: sql<number>`count(*)::int`,
      behind: sql<number>`(count(*) filter (where ${scans.rulesetDigest} <> ${rulesetDigest}))::int`,
    })
    .from(versions)
    .innerJoin(scans, and(eq(scans.id, versions.currentScanId), isNotNull(scans.verdict)))
    .where(concerned(db));
  return { total: row?.total ?? 0, behind: row?.behind ?? 0, scanning: await countOpenRollouts(db, rulesetDigest) };
}

/** Scans that a rollout has started and that have not ended. */
export async function countOpenRollouts(db: Executor, rulesetDigest: string): Promise<number> {
  const open = and(
    eq(scans.rulesetDigest, rulesetDigest),
    inArray(scans.kind, ["backrun", "rescan"]),
    isNull(scans.verdict),
    isNull(scans.supersededAt),
  );
  return db.$count(scans, open);
}

/** Uploads whose checks began under another ruleset: they conclude by that one, and are judged anew after it. */
export async function countLateScans(db: Executor, rulesetDigest: string): Promise<number> {
  const late = and(ne(scans.rulesetDigest, rulesetDigest), isNotNull(scans.versionId), isNull(scans.verdict), isNull(scans.supersededAt));
  return db.$count(scans, late);
}
