import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activateRuleset } from "@/db/commands/activate-ruleset";
import { listBackrunTargets } from "@/db/queries/backrun";
import { getBadge } from "@/db/queries/badge";
import { listVersionHistory } from "@/db/queries/version-report";
import { artifactSources, emails, scans, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { ENGINE_VERSION } from "@/scanners/core/engine-version";
import { DEFAULT_RULESET, QGIS_2026_07_RULESET } from "@/scanners/ruleset/rulesets";
import { type BackrunProgress, runBackrun } from "@/scripts/backrun/run-backrun";
import { importPlugin } from "../helpers/import-plugin";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
const ids: Record<string, number> = {};

const UNSAFE = 'import requests\n\n\ndef load():\n    return requests.get("https://example.org", timeout=5, verify=False)\n';
const ADVISORY = "def load(path):\n    try:\n        return open(path).read()\n    except:\n        return None\n";
const POLL = { pollMs: 20 };

async function publish(packageName: string, version: string, work: string | null, publishedAt = "2025-01-01") {
  const files: Record<string, string> = work === null ? {} : { "work.py": work };
  const imported = await importPlugin(repository, {
    packageName,
    name: packageName,
    version,
    files,
    ownerId: owner.userId,
    publishedAt: new Date(publishedAt),
  });
  ids[`${packageName} ${version}`] = imported.versionId;
  return imported;
}

beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  await publish("clean_one", "1.0", null);
  await publish("unsafe_one", "0.9", null, "2024-01-01");
  await publish("unsafe_one", "1.0", UNSAFE);
  await publish("advisory_one", "1.0", ADVISORY);
}, 120_000);
afterAll(() => repository.close());

const verdictOf = async (packageName: string) => (await getBadge(repository.db, packageName))?.verdict;

const RUNNING = { hasScanEnded: false, wasScannedBefore: false };
const FIRST = { hasScanEnded: true, wasScannedBefore: false };
const AGAIN = { hasScanEnded: true, wasScannedBefore: true };
/** What the histories tell of scans, version by version: no change of status tells of their ends. */
async function scansInHistories() {
  const histories = await Promise.all(Object.values(ids).map((id) => listVersionHistory(repository.db, id)));
  return histories
    .flat()
    .flatMap(({ event, hasScanEnded, wasScannedBefore }) => (event === "rescan" ? [{ hasScanEnded, wasScannedBefore }] : []));
}

test("an interrupted run leaves few scans behind, and the next goes on", async () => {
  const abort = new AbortController();
  abort.abort();
  expect(await runBackrun(repository.db, { ...POLL, signal: abort.signal })).toMatchObject({ isInterrupted: true });
  expect(await repository.db.$count(scans)).toBe(0);

  const second = new AbortController();
  const result = await runBackrun(repository.db, { ...POLL, maxOpen: 2, signal: second.signal, onProgress: () => second.abort() });
  expect(result.isInterrupted).toBe(true);
  expect(await repository.db.$count(scans)).toBe(2);
  expect(await scansInHistories()).toEqual([RUNNING, RUNNING]);
});

test("every newest public version gets its badge; nothing is blocked, removed or mailed", async () => {
  await repository.work();
  const seen: BackrunProgress[] = [];
  const result = await runBackrun(repository.db, { ...POLL, maxOpen: 2, onProgress: (progress) => seen.push(progress) });
  expect(result).toEqual({
    verdicts: { passed: 1, advisory: 1, blocked: 1, inconclusive: 0 },
    skipped: 0,
    failed: [],
    isInterrupted: false,
  });
  expect(await repository.db.$count(scans)).toBe(3);
  expect(seen.at(-1)).toMatchObject({ done: 3, total: 3, secondsLeft: 0 });
  expect(await Promise.all(["clean_one", "unsafe_one", "advisory_one"].map(verdictOf))).toEqual(["passed", "blocked", "advisory"]);
  const rows = await repository.db.select().from(versions);
  expect(rows.every((row) => row.status === "approved" && row.basis === "imported")).toBe(true);
  expect(await repository.db.$count(emails)).toBe(0);
  expect(await scansInHistories()).toEqual([FIRST, FIRST, FIRST]);
}, 120_000);

/** Without the job that has verdicts follow by itself. */
const putInForce = (digest: string) =>
  repository.db.transaction(async (tx) => {
    expect(await activateRuleset(tx, { digest, note: "for this test", activatedBy: null })).toMatchObject({ ok: true });
    await tx.execute(sql`delete from graphile_worker._private_jobs where key = 'apply-ruleset'`);
  });

test("a second run has nothing to do, a new ruleset everything", async () => {
  expect(await runBackrun(repository.db, POLL)).toMatchObject({ skipped: 3, verdicts: { passed: 0, blocked: 0 } });
  const by = { engineVersion: ENGINE_VERSION };
  expect(await listBackrunTargets(repository.db, { ...by, rulesetDigest: QGIS_2026_07_RULESET.digest })).toHaveLength(3);
  await putInForce(QGIS_2026_07_RULESET.digest);
  expect((await runBackrun(repository.db, POLL)).skipped).toBe(0);
  expect(await repository.db.$count(scans)).toBe(6);
  expect(await scansInHistories()).toEqual([FIRST, AGAIN, FIRST, AGAIN, FIRST, AGAIN]);
  await putInForce(DEFAULT_RULESET.digest);
  // An older scan by this ruleset exists, but the badge stands on the newer one.
  expect((await runBackrun(repository.db, POLL)).verdicts).toEqual({ passed: 1, advisory: 1, blocked: 1, inconclusive: 0 });
}, 120_000);

test("what was scanned before its files were listed is scanned again", async () => {
  const [version] = await repository.db
    .select()
    .from(versions)
    .where(eq(versions.id, ids["advisory_one 1.0"] as number));
  await repository.db.delete(artifactSources).where(eq(artifactSources.artifactSha256, version?.artifactSha256 ?? ""));
  expect(await runBackrun(repository.db, POLL)).toMatchObject({ skipped: 2, verdicts: { advisory: 1 } });
  expect(await repository.db.$count(artifactSources)).toBe(3);
  expect((await runBackrun(repository.db, POLL)).skipped).toBe(3);
}, 120_000);

test("what could not be checked is listed, and tried again by the next run", async () => {
  const { sha256, zip } = await publish("lost_one", "1.0", ADVISORY);
  await repository.storage.remove(sha256);
  const result = await runBackrun(repository.db, POLL);
  expect(result.failed).toMatchObject([{ packageName: "lost_one", version: "1.0" }]);
  expect(result.failed[0]?.why).toContain("artifact-missing");
  expect(await verdictOf("lost_one")).toBe("inconclusive");

  await repository.storage.put((await import("node:stream")).Readable.from([zip]), { maxBytes: 25_000_000 });
  expect((await runBackrun(repository.db, POLL)).failed).toEqual([]);
  expect(await verdictOf("lost_one")).toBe("advisory");
  const own = and(eq(scans.versionId, ids["lost_one 1.0"] as number), eq(scans.kind, "backrun"));
  expect(await repository.db.$count(scans, own)).toBe(2);
}, 120_000);
