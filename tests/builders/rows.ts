/** Rows as the commands would leave them, for tests of queries: a person, a plugin, a version with its scan. */
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { getActiveRuleset } from "@/db/queries/rulesets";
import { artifacts, checkRuns, findings, pluginEditors, plugins, rulesetActivations, rulesets, scans, users, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { Verdict } from "@/scanners/core/types";
import type { VerdictReason } from "@/scanners/core/verdict";
import { CHECKS } from "@/scanners/ruleset/rules";

const HASH = (letter: string) => letter.repeat(64);
let counter = 0;

export async function personRow(db: Db, facts: Partial<Pick<SignedIn, "role" | "isTrusted" | "isSuspended">> = {}): Promise<SignedIn> {
  counter += 1;
  const person = { userId: randomUUID(), name: `Person ${counter}`, role: "user" as const, isTrusted: false, isSuspended: false, ...facts };
  await db.insert(users).values({
    id: person.userId,
    name: person.name,
    email: `person${counter}@example.org`,
    role: person.role,
    isTrusted: person.isTrusted,
    suspendedAt: person.isSuspended ? new Date() : null,
  });
  return person;
}

export async function pluginRow(db: Db, owner: SignedIn, packageName: string): Promise<number> {
  const [row] = await db
    .insert(plugins)
    .values({ packageName, name: `Plugin ${packageName}`, fingerprintKey: HASH("k") })
    .returning({ id: plugins.id });
  const pluginId = (row as { id: number }).id;
  await db.insert(pluginEditors).values({ pluginId, userId: owner.userId, role: "owner" });
  return pluginId;
}

export interface VersionFacts {
  pluginId: number;
  uploadedBy: SignedIn;
  version: string;
  status: VersionStatus;
  /** Null: the scan is still open. */
  verdict: Verdict | null;
  since?: Date;
  waitsBecause?: string;
  /** Default: `upload`. */
  scanKind?: typeof scans.$inferInsert.kind;
  finds?: Partial<typeof findings.$inferInsert>[];
  columns?: Partial<typeof versions.$inferInsert>;
}

const reasonFor = (verdict: Verdict): VerdictReason => ({
  verdict,
  open: { critical: verdict === "blocked" ? 1 : 0, warning: verdict === "advisory" ? 1 : 0, info: 0 },
  suppressed: 0,
  acknowledged: 0,
  accepted: 0,
  errored: [],
  blockingRules: [],
});

/** A version in any status. A public one is imported, so that no approval needs to be played through. */
export async function versionRow(db: Db, facts: VersionFacts): Promise<{ versionId: number; scanId: string }> {
  const sha256 = HASH("a");
  await db
    .insert(artifacts)
    .values({ sha256, sizeBytes: 1_000, contentDigest: HASH("b"), fileCount: 4 })
    .onConflictDoNothing();
  const rulesetDigest = await rulesetInForce(db);
  const { pluginId, version, status, verdict } = facts;
  const isPublic = status === "approved";
  const [row] = await db
    .insert(versions)
    .values({
      pluginId,
      version,
      status,
      artifactSha256: sha256,
      effectiveVerdict: verdict,
      effectiveReason: verdict ? reasonFor(verdict) : null,
      basis: isPublic ? "imported" : null,
      firstApprovedAt: isPublic ? new Date() : null,
      approvedAt: isPublic ? (facts.since ?? new Date()) : null,
      metadata: { name: "Sample", version } as never,
      isExperimental: false,
      qgisMinimum: 30022,
      qgisMaximum: 30099,
      uploadedBy: facts.uploadedBy.userId,
      uploadedVia: isPublic ? "import" : "web",
      waitsBecause: facts.waitsBecause ?? null,
      statusChangedAt: facts.since ?? new Date(),
      uploadedAt: facts.since ?? new Date(),
      ...facts.columns,
    })
    .returning({ id: versions.id });
  const versionId = (row as { id: number }).id;
  const scan = { versionId, pluginId, sha256, rulesetDigest, verdict, kind: facts.scanKind ?? ("upload" as const) };
  const scanId = await scanRow(db, { ...scan, finds: facts.finds ?? [], since: facts.since ?? new Date() });
  await db.update(versions).set({ currentScanId: scanId }).where(eq(versions.id, versionId));
  return { versionId, scanId };
}

/** One without rules where none is in force yet. */
async function rulesetInForce(db: Db): Promise<string> {
  const active = await getActiveRuleset(db);
  if (active) return active.digest;
  const data = { name: "default", version: 1, title: "Default", rules: {}, digest: HASH("c") };
  await db.insert(rulesets).values({ digest: data.digest, name: data.name, version: data.version, data }).onConflictDoNothing();
  await db.insert(rulesetActivations).values({ digest: data.digest, note: "for this test" });
  return data.digest;
}

async function scanRow(
  db: Db,
  facts: {
    versionId: number;
    pluginId: number;
    sha256: string;
    rulesetDigest: string;
    kind: typeof scans.$inferInsert.kind;
    verdict: Verdict | null;
    since: Date;
    finds: Partial<typeof findings.$inferInsert>[];
  },
): Promise<string> {
  const scanId = randomUUID();
  await db.insert(scans).values({
    id: scanId,
    kind: facts.kind,
    versionId: facts.versionId,
    pluginId: facts.pluginId,
    artifactSha256: facts.sha256,
    rulesetDigest: facts.rulesetDigest,
    engineVersion: "test",
  });
  await db.insert(checkRuns).values(
    CHECKS.map(({ id: checkId, pass }) => ({
      scanId,
      checkId,
      pass,
      ...(facts.verdict ? { state: "finished" as const, finishedAt: new Date(), durationMs: 100 } : {}),
    })),
  );
  for (const find of facts.finds) {
    await db.insert(findings).values({
      scanId,
      checkId: "bandit",
      ruleId: "bandit/B602",
      severity: "critical",
      confidence: "high",
      path: "sample/plugin.py",
      line: 3,
      endLine: 3,
      pathClass: "own",
      message: "A shell is started.",
      fingerprint: "f1",
      movedFingerprint: "m1",
      equalCount: 1,
      ...find,
    });
  }
  if (facts.verdict)
    await db
      .update(scans)
      .set({ verdict: facts.verdict, verdictReason: reasonFor(facts.verdict), concludedAt: facts.since })
      .where(eq(scans.id, scanId));
  return scanId;
}
