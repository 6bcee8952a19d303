import { and, asc, desc, eq } from "drizzle-orm";
import type { Ruleset } from "@/scanners/core/types";
import { diffRulesets, type RuleDifference } from "@/scanners/ruleset/diff-rulesets";
import type { Executor } from "../context";
import { rulesetActivations, rulesets, users } from "../schema";

/** The ruleset in force, or null before the first start has stored one. */
export async function getActiveRuleset(db: Executor): Promise<Ruleset | null> {
  const [row] = await db
    .select({ data: rulesets.data })
    .from(rulesetActivations)
    .innerJoin(rulesets, eq(rulesets.digest, rulesetActivations.digest))
    .orderBy(desc(rulesetActivations.id))
    .limit(1);
  return row?.data ?? null;
}

/** @throws Error when none is in force: `ensureRulesets` runs at every start, so this is a broken installation */
export async function requireActiveRuleset(db: Executor): Promise<Ruleset> {
  const ruleset = await getActiveRuleset(db);
  if (!ruleset) throw new Error("No ruleset is in force. Start the worker once, or run the ruleset command.");
  return ruleset;
}

/** The ruleset that a scan names. Older ones stay stored for as long as scans name them. */
export async function getRulesetByDigest(db: Executor, digest: string): Promise<Ruleset | null> {
  const [row] = await db.select({ data: rulesets.data }).from(rulesets).where(eq(rulesets.digest, digest));
  return row?.data ?? null;
}

/** By name, its newest stored version unless one is given. */
export async function getRulesetByName(db: Executor, name: string, version?: number): Promise<Ruleset | null> {
  const [row] = await db
    .select({ data: rulesets.data })
    .from(rulesets)
    .where(version === undefined ? eq(rulesets.name, name) : and(eq(rulesets.name, name), eq(rulesets.version, version)))
    .orderBy(desc(rulesets.version), desc(rulesets.createdAt))
    .limit(1);
  return row?.data ?? null;
}

export interface StoredRuleset {
  name: string;
  version: number;
  title: string;
  digest: string;
  rulesOn: number;
  rulesCritical: number;
  isActive: boolean;
  storedAt: Date;
}

export async function listRulesets(db: Executor): Promise<StoredRuleset[]> {
  const [rows, active] = await Promise.all([
    db.select().from(rulesets).orderBy(asc(rulesets.name), desc(rulesets.version), desc(rulesets.createdAt)),
    getActiveRuleset(db),
  ]);
  return rows.map(({ name, version, digest, data, createdAt }) => {
    const on = Object.values(data.rules).filter((rule) => rule.on);
    const rulesCritical = on.filter(
      (rule) => rule.severity === "critical" || rule.cases?.some((one) => one.severity === "critical"),
    ).length;
    return {
      name,
      version,
      title: data.title,
      digest,
      rulesOn: on.length,
      rulesCritical,
      isActive: digest === active?.digest,
      storedAt: createdAt,
    };
  });
}

export interface RulesetActivation {
  name: string;
  version: number;
  digest: string;
  note: string;
  activatedAt: Date;
}

/** Newest first. */
export async function listRulesetActivations(db: Executor, limit = 20): Promise<RulesetActivation[]> {
  return db
    .select({
      name: rulesets.name,
      version: rulesets.version,
      digest: rulesets.digest,
      note: rulesetActivations.note,
      activatedAt: rulesetActivations.activatedAt,
    })
    .from(rulesetActivations)
    .innerJoin(rulesets, eq(rulesets.digest, rulesetActivations.digest))
    .orderBy(desc(rulesetActivations.id))
    .limit(limit);
}

export interface HistoryEntry extends RulesetActivation {
  id: number;
  /** Null: done by the system, or on the server's command line. */
  activatedBy: string | null;
  /** Against the ruleset that was in force before it. */
  differences: RuleDifference[];
}

/** Newest first: which rules were put in force, by whom, why, and what that changed. */
export async function listRulesetHistory(db: Executor, limit = 20): Promise<HistoryEntry[]> {
  const rows = await db
    .select({
      id: rulesetActivations.id,
      data: rulesets.data,
      note: rulesetActivations.note,
      activatedBy: users.name,
      activatedAt: rulesetActivations.activatedAt,
    })
    .from(rulesetActivations)
    .innerJoin(rulesets, eq(rulesets.digest, rulesetActivations.digest))
    .leftJoin(users, eq(users.id, rulesetActivations.activatedBy))
    .orderBy(desc(rulesetActivations.id))
    .limit(limit + 1);
  return rows.slice(0, limit).map(({ data, ...row }, index) => {
    const before = rows[index + 1]?.data;
    const { name, version, digest } = data;
    return { ...row, name, version, digest, differences: before ? diffRulesets(before, data) : [] };
  });
}
