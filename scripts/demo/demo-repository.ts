import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { acceptStagedUpload } from "@/db/commands/accept-staged-upload";
import { askForAcceptance } from "@/db/commands/decide-finding";
import { importPublicVersion } from "@/db/commands/import-version";
import { requestRescan, withdrawVersion } from "@/db/commands/manage-version";
import { approveVersion, quarantineVersion, rejectVersion, returnVersion } from "@/db/commands/review-version";
import { stageUpload } from "@/db/commands/stage-upload";
import { findings, plugins, scans, versions } from "@/db/schema";
import type { AppError } from "@/lib/errors";
import { err, type Result } from "@/lib/result";
import type { Storage } from "@/lib/storage";
import { validateInThread } from "@/scanners/archive/validate-in-thread";
import type { DemoStep, DemoVersion } from "./demo-version";
import { demoZip } from "./package";

export interface DemoContext {
  db: Db;
  storage: Storage;
  /** Path of the bundled thread that reads packages. */
  validateEntry: string;
  ids: Record<DemoVersion["owner"] | "approver", string>;
}

const MAX_BYTES = 25_000_000;
const SESSION = "demo data";
/** When the other repository published what is imported. */
const PUBLISHED_ELSEWHERE = new Date("2023-05-04T08:00:00Z");

export async function findVersion(db: Db, demo: DemoVersion): Promise<typeof versions.$inferSelect | null> {
  const [row] = await db
    .select({ version: versions })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(and(eq(plugins.packageName, demo.package.packageName), eq(versions.version, demo.package.version)));
  return row?.version ?? null;
}

/** Puts the file into storage and takes the version in, unless an earlier run did. */
export async function bringIn(context: DemoContext, demo: DemoVersion): Promise<void> {
  const { db, storage } = context;
  if (await findVersion(db, demo)) return;
  const stored = must(await storeZip(storage, demo));
  if (demo.arrives === "import") return importDemo(context, demo, stored);
  const userId = context.ids[demo.owner];
  const { stagedId } = await stageUpload(db, { userId, sessionHash: SESSION, ...stored, fileName: `${demo.package.packageName}.zip` });
  must(
    await acceptStagedUpload(db, {
      person: { userId },
      sessionHash: SESSION,
      stagedId,
      asksToWait: false,
      storage,
      validateEntry: context.validateEntry,
    }),
  );
  if (demo.arrives === "lost-file") await storage.remove(stored.sha256);
}

/** Also brings a file back that was removed on purpose. */
export const storeZip = (storage: Storage, demo: DemoVersion) =>
  storage.put(Readable.from([demoZip(demo.package)]), { maxBytes: MAX_BYTES });

async function importDemo(
  { db, storage, validateEntry, ids }: DemoContext,
  demo: DemoVersion,
  stored: { sha256: string; sizeBytes: number },
): Promise<void> {
  const validation = await validateInThread({ entry: validateEntry, artifactPath: storage.pathOf(stored.sha256) });
  if (!validation.ok) throw new Error(`${demo.package.packageName}: ${validation.problems.map((one) => one.message).join(" ")}`);
  const imported = must(
    await importPublicVersion(db, { package: validation, stored, ownerId: ids[demo.owner], publishedAt: PUBLISHED_ELSEWHERE }),
  );
  must(await requestRescan(db, { person: "system", kind: "backrun", versionId: imported.versionId }));
}

/** Returns when no scan waits any more. @throws Error when that takes longer than `timeoutMs` */
export async function untilScanned(db: Db, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while ((await db.$count(scans, and(isNull(scans.verdict), isNull(scans.supersededAt)))) > 0) {
    if (Date.now() > deadline) throw new Error("The checks of the demo plugins did not end in time.");
    await sleep(100);
  }
}

/** Moves the version on by one step, as its people would. */
export async function takeStep(context: DemoContext, demo: DemoVersion, step: DemoStep): Promise<Result<unknown, AppError>> {
  const { db, ids } = context;
  const version = await findVersion(db, demo);
  if (!version?.currentScanId) throw new Error(`${demo.package.packageName} has no scan`);
  const [approver, owner] = [{ userId: ids.approver }, { userId: ids[demo.owner] }];
  const versionId = version.id;
  switch (step.do) {
    case "approve":
      return approveVersion(db, { person: approver, versionId, scanId: version.currentScanId, artifactSha256: version.artifactSha256 });
    case "return":
      return returnVersion(db, { person: approver, versionId, reason: step.reason });
    case "reject":
      return rejectVersion(db, { person: approver, versionId, reason: step.reason });
    case "quarantine":
      return quarantineVersion(db, { person: approver, versionId, reason: step.reason });
    case "withdraw":
      return withdrawVersion(db, { person: owner, versionId });
    case "ask": {
      const [finding] = await db
        .select({ id: findings.id })
        .from(findings)
        .where(and(eq(findings.scanId, version.currentScanId), eq(findings.severity, "critical"), sql`${findings.suppression} is null`))
        .orderBy(asc(findings.id))
        .limit(1);
      return finding
        ? askForAcceptance(db, { person: owner, versionId, findingId: finding.id, reason: step.reason })
        : err({ code: "not-found", message: "no critical finding" });
    }
  }
}

function must<T>(result: Result<T, AppError>): T {
  if (result.ok) return result.value;
  throw new Error([result.error.message, ...(result.error.details ?? []).map((one) => one.message)].join(" "));
}
