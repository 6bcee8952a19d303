/** A stored file that is no longer what its name says: never scanned, shown or published as the real one. */
import { readFile, truncate, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerIcon } from "@/app/plugins/[pkg]/icon/answer-icon";
import { acceptStagedUpload } from "@/db/commands/accept-staged-upload";
import { requestRescan } from "@/db/commands/manage-version";
import { stageUpload } from "@/db/commands/stage-upload";
import { checkRuns, plugins } from "@/db/schema";
import { discIcon } from "@/scripts/demo/icon";
import { CLEAN, pluginZip } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
beforeAll(async () => {
  repository = await openRepository();
});
afterAll(() => repository.close());

const ICON = discIcon([20, 90, 200]);
const zipOf = (packageName: string) =>
  pluginZip(CLEAN, { packageName, name: `Plugin ${packageName}`, files: { "icon.png": ICON }, metadata: { icon: "icon.png" } });

test("between sending and submitting: the form says to send it again, and nothing is written", async () => {
  const { db, storage } = repository;
  const person = await repository.person();
  const stored = await storage.put(Readable.from([zipOf("damaged_on_the_way")]), { maxBytes: 25_000_000 });
  if (!stored.ok) throw new Error("not stored");
  const { stagedId } = await stageUpload(db, { userId: person.userId, sessionHash: "s", ...stored.value, fileName: "plugin.zip" });
  const { validateEntry } = repository;
  const submit = () => acceptStagedUpload(db, { person, sessionHash: "s", stagedId, asksToWait: false, storage, validateEntry });
  // Still a ZIP, and one that passes every rule: of another plugin.
  await writeFile(storage.pathOf(stored.value.sha256), zipOf("somebody_elses"));
  expect(await submit()).toMatchObject({ ok: false, error: { code: "upload-expired" } });
  await truncate(storage.pathOf(stored.value.sha256), 100);
  expect(await submit()).toMatchObject({ ok: false, error: { code: "upload-expired" } });
  await storage.remove(stored.value.sha256);
  expect(await submit()).toMatchObject({ ok: false, error: { code: "upload-expired" } });
  expect(await db.select().from(plugins)).toEqual([]);
});

test("before the checks: could not be checked, and not public although its owner is trusted", async () => {
  const { db, storage } = repository;
  const upload = await repository.accepted(await repository.person({ isTrusted: true }), zipOf("damaged_before_scan"));
  const { artifactSha256 } = await repository.version(upload.versionId);
  await writeFile(storage.pathOf(artifactSha256), zipOf("damaged_before_scan_2"));
  await repository.work();
  const version = await repository.settled(upload.versionId);
  expect(version).toMatchObject({ status: "inconclusive", effectiveVerdict: "inconclusive" });
  const runs = await db.select().from(checkRuns).where(eq(checkRuns.scanId, upload.scanId));
  expect(new Set(runs.map((run) => `${run.state} ${run.errorCode}`))).toEqual(new Set(["errored artifact-changed"]));
});

test("after publication: no icon is made of it, and a new scan makes the badge grey", async () => {
  const { db, storage } = repository;
  const upload = await repository.accepted(await repository.person({ isTrusted: true }), zipOf("damaged_later"));
  const published = await repository.settled(upload.versionId);
  expect(published.status).toBe("approved");
  const icon = () => answerIcon(db, storage, new Request("http://127.0.0.1/"), "damaged_later");
  const whole = await readFile(storage.pathOf(published.artifactSha256));
  await writeFile(storage.pathOf(published.artifactSha256), zipOf("damaged_later_2"));
  expect((await icon()).status).toBe(404);
  const damaged = await readFile(storage.pathOf(published.artifactSha256));
  await writeFile(storage.pathOf(published.artifactSha256), whole);
  expect((await icon()).status).toBe(200);
  await writeFile(storage.pathOf(published.artifactSha256), damaged);
  const rescan = await requestRescan(db, { person: "system", versionId: upload.versionId });
  const scanId = rescan.ok ? rescan.value.scanId : "";
  await expect.poll(async () => (await repository.version(upload.versionId)).currentScanId, { timeout: 20_000 }).toBe(scanId);
  expect(await repository.version(upload.versionId)).toMatchObject({ status: "approved", effectiveVerdict: "inconclusive" });
});
