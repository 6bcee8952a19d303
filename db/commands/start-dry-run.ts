import { and, count, eq, isNull, sql } from "drizzle-orm";
import { asRefusal } from "@/lib/domain/dry-run-refusals";
import type { Actor } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { PackageProblem } from "@/scanners/archive/types";
import type { Db, Tx } from "../context";
import { dryRuns, plugins, scans } from "../schema";
import { actorFor, type Uploader } from "./actor";
import { inTransaction } from "./in-transaction";
import { fileIsLost, keepArtifact, readPackage, refusePackage, type SentPackage, type ValidPackage } from "./read-package";
import { startScan } from "./start-scan";
import { type ExpectedPackage, expectationProblems, nameProblem } from "./upload-problems";

export interface DryRunInput extends SentPackage {
  by: Uploader;
  expected?: ExpectedPackage;
}

const KEPT_FOR_MS = 7 * 24 * 60 * 60 * 1000;
/** Waiting at the same moment. Checks cost seconds of our machines, and uploads wait behind them. */
const MOST_RUNNING = 30;
/** Kept within a week: each holds up to 25 MB. */
const MOST_KEPT = 200;

/**
 * Has a stored file checked by the rules in force without taking it in: no version, no plugin, no mail, nothing public.
 * What would make an upload fail for its name alone is a warning here: whoever looks at a copy may check it too.
 *
 * @returns package-rules (with every problem), not-allowed (a token for another plugin), rate-limited, suspended,
 * upload-expired (the stored bytes are gone or damaged)
 */
export async function startDryRun(db: Db, input: DryRunInput): Promise<Result<{ scanId: string }, AppError>> {
  const validation = await readPackage(db, input);
  if (!validation) return fileIsLost();
  if (!validation.ok) return refusePackage(validation.problems);
  const unexpected = expectationProblems(validation, input.expected);
  if (unexpected.length > 0) return refusePackage(unexpected);
  return inTransaction(db, (tx) => writeDryRun(tx, input, validation));
}

async function writeDryRun(tx: Tx, input: DryRunInput, validation: ValidPackage): Promise<Result<{ scanId: string }, AppError>> {
  const { by, file, requestId } = input;
  // One at a time per person: two requests cannot both be the last one that is allowed.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`dry-run:${by.userId}`}, 0))`);
  const [plugin] = await tx
    .select()
    .from(plugins)
    .where(sql`lower(${plugins.packageName}) = lower(${validation.packageName})`)
    // An owner who gives the name up at this moment goes before us or after us.
    .for("key share");
  const actor = await actorFor(tx, by, plugin?.id ?? null);
  if (actor.isSuspended) return appError("suspended", "Your account is suspended.");
  if (actor.kind === "token" && actor.scope === "plugin" && !actor.isEditor)
    return appError("not-allowed", "This token is for another plugin than the one in the package.");
  const refused = await limitProblem(tx, by.userId);
  if (refused) return refused;

  const pluginId = plugin && !plugin.deletedAt && actor.isEditor ? plugin.id : null;
  await keepArtifact(tx, file, validation);
  const { scanId } = await startScan(tx, { kind: "dry-run", versionId: null, pluginId, artifactSha256: file.sha256, requestId });
  await tx.insert(dryRuns).values({
    scanId,
    userId: by.userId,
    tokenId: by.kind === "token" ? by.tokenId : null,
    pluginId,
    packageName: validation.packageName,
    name: validation.metadata.name,
    version: validation.metadata.version,
    packageWarnings: [...validation.warnings, ...(await nameWarnings(tx, validation, plugin, actor))],
    expiresAt: new Date(Date.now() + KEPT_FOR_MS),
  });
  return ok({ scanId });
}

async function limitProblem(tx: Tx, userId: string) {
  const [kept] = await tx
    .select({ all: count(), running: sql<number>`(count(*) filter (where ${scans.verdict} is null))::int` })
    .from(dryRuns)
    .innerJoin(scans, eq(scans.id, dryRuns.scanId))
    .where(and(eq(dryRuns.userId, userId), isNull(scans.supersededAt)));
  if ((kept?.running ?? 0) >= MOST_RUNNING)
    return appError("rate-limited", `${MOST_RUNNING} of your dry runs have not ended yet. Wait until some have.`);
  if ((kept?.all ?? 0) >= MOST_KEPT) return appError("rate-limited", `You made ${MOST_KEPT} dry runs within a week. Wait a day or two.`);
  return null;
}

/** What an upload of the same file would be refused for, as a warning. */
async function nameWarnings(
  tx: Tx,
  validation: ValidPackage,
  plugin: typeof plugins.$inferSelect | undefined,
  actor: Extract<Actor, { userId: string }>,
): Promise<PackageProblem[]> {
  if (plugin && !actor.isEditor)
    return [
      asRefusal({
        code: "name-taken",
        level: "warning",
        message: `The package name “${plugin.packageName}” belongs to somebody else's plugin.`,
        advice: "Rename the folder before you upload, or ask its maintainers to add you.",
        entry: validation.packageName,
      }),
    ];
  const problem = await nameProblem(tx, validation, plugin);
  return problem ? [asRefusal({ ...problem, level: "warning" })] : [];
}
