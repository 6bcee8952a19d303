/** Uploads by the programming interface, and dry runs: checked like an upload, never a version, seen by their sender alone. */
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { acknowledgeFinding } from "@/db/commands/decide-finding";
import { isArtifactUsed, removeExpiredRows } from "@/db/commands/remove-expired-rows";
import { listMyDryRuns } from "@/db/queries/my-dry-runs";
import { artifacts, dryRuns, emails, findings, pluginEditors, plugins, scans, users, versionEvents, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "@/tests/builders/findings";
import { type As, askApi, tokenOf } from "@/tests/helpers/api";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";
import { waitFor } from "@/tests/helpers/wait-for";

let repository: TestRepository;
let owner: SignedIn;
let stranger: SignedIn;
beforeAll(async () => {
  repository = await openRepository();
  [owner, stranger] = [await repository.person({ isTrusted: true }), await repository.person()];
  await repository.work();
}, 60_000);
afterAll(() => repository.close());

let counter = 0;
const fresh = () => {
  counter += 1;
  return { packageName: `dry_${counter}`, name: `Dry ${counter}` };
};

function send(path: string, as: As, zip: Uint8Array | null, fields: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const form = new FormData();
  if (zip) form.set("package", new File([new Uint8Array(zip)], "plugin.zip"));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return askApi(repository, path, { as, method: "POST", body: form, headers });
}
const dryRun = (as: As, zip: Uint8Array, fields?: Record<string, string>) => send(urls.apiScans(), as, zip, fields);

/** Waits until a scan has ended, asking as this caller. */
const ended = (scanId: string, as: As) =>
  waitFor(`scan ${scanId} to end`, async () => {
    const { body } = await askApi(repository, urls.apiScan(scanId), { as });
    return body.state === "finished" ? body : null;
  });
const counts = async () => ({
  versions: await repository.db.$count(versions),
  plugins: await repository.db.$count(plugins),
  emails: await repository.db.$count(emails),
  events: await repository.db.$count(versionEvents),
});

describe("the list of one's own dry runs", () => {
  it("holds what was checked within the week with what it came to, and nobody else's", async () => {
    const [own, other] = [await repository.person(), await repository.person()];
    const plugin = fresh();
    const token = await tokenOf(repository, own);
    const sent = await dryRun(token, pluginZip(SHELL, plugin));
    await dryRun(await tokenOf(repository, other), pluginZip(CLEAN, fresh()));
    const scanId = String(sent.body.scan_id);
    await ended(scanId, token);
    const { runs, total } = await listMyDryRuns(repository.db, own.userId);
    expect(runs.map((run) => [run.scanId, run.name, run.version, run.verdict, run.openCritical])).toEqual([
      [scanId, plugin.name, "1.0.0", "blocked", 1],
    ]);
    expect(total).toBe(1);
    await repository.db
      .update(dryRuns)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(dryRuns.scanId, scanId));
    expect((await listMyDryRuns(repository.db, own.userId)).runs).toEqual([]);
  });
});

describe("a dry run", () => {
  let before: Awaited<ReturnType<typeof counts>>;
  beforeEach(async () => {
    before = await counts();
  });

  it("is checked as an upload is, and nothing comes of it: no plugin, no version, no mail, nothing public", async () => {
    const plugin = fresh();
    const token = await tokenOf(repository, owner);
    const sent = await dryRun(token, pluginZip(SHELL, plugin), { publish: "false" });
    expect(sent.status).toBe(202);
    const { scan_id: scanId } = sent.body;
    expect(sent.headers.get("location")).toBe(`${repository.env.publicUrl}${urls.apiScan(scanId)}`);
    expect(sent.body).toMatchObject({ kind: "dry-run", version_id: null, package_name: plugin.packageName, verdict: null });
    const days = (Date.parse(sent.body.expires_at) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);

    expect(await ended(scanId, token)).toMatchObject({
      verdict: "blocked",
      access: "report",
      url: `${repository.env.publicUrl}${urls.dryRun(scanId)}`,
    });
    const found = await askApi(repository, urls.apiFindings(scanId, { severity: "critical" }), { as: owner });
    expect(found.body.items).toEqual([expect.objectContaining({ rule: "bandit/B602" })]);
    expect((await askApi(repository, urls.apiSarif(scanId), { as: owner })).body.runs[0].results.length).toBeGreaterThan(0);
    expect(await counts()).toEqual(before);
    expect((await askApi(repository, urls.apiPlugin(plugin.packageName), { as: owner })).status).toBe(404);
  });

  it("is a secret of its sender: not even approvers and admins see it", async () => {
    const sent = await send(urls.apiScans(), owner, pluginZip(SHELL, fresh()), {}, { "sec-fetch-site": "same-origin" });
    expect(sent.status).toBe(202);
    const others: As[] = [null, stranger, await repository.person({ role: "approver" }), await repository.person({ role: "admin" })];
    for (const as of [...others, await tokenOf(repository, stranger)]) {
      expect((await askApi(repository, urls.apiScan(sent.body.scan_id), { as })).status).toBe(404);
      for (const path of [urls.apiFindings(sent.body.scan_id), urls.apiSarif(sent.body.scan_id)])
        expect((await askApi(repository, path, { as })).status).toBe(as === null ? 401 : 404);
    }
  });

  it("knows what was decided about the sender's own plugin, and nothing of another's", async () => {
    const plugin = fresh();
    const { versionId, pluginId } = await repository.accepted(owner, pluginZip(BARE_EXCEPT, plugin));
    const { currentScanId } = await repository.settled(versionId);
    const [warning] = await repository.db
      .select()
      .from(findings)
      .where(eq(findings.scanId, currentScanId as string));
    const decided = await acknowledgeFinding(repository.db, { person: owner, versionId, findingId: warning?.id ?? 0, reason: "Seen." });
    expect(decided.ok).toBe(true);

    const pluginToken = await tokenOf(repository, owner, pluginId);
    const zip = pluginZip(BARE_EXCEPT, { ...plugin, version: "2.0.0" });
    const own = await dryRun(pluginToken, zip);
    expect(await ended(own.body.scan_id, pluginToken)).toMatchObject({ verdict: "passed", kept: { acknowledged: 1 } });

    const copy = await dryRun(await tokenOf(repository, stranger), zip);
    const seen = await ended(copy.body.scan_id, stranger);
    expect(seen).toMatchObject({ verdict: "advisory", kept: { acknowledged: 0 } });
    expect(seen.package_warnings).toEqual([
      expect.objectContaining({ code: "name-taken", level: "warning", advice: expect.stringMatching(/^An upload would be refused\./) }),
    ]);
    for (const [person, isRefused] of [
      [owner, false],
      [stranger, true],
    ] as const)
      expect((await listMyDryRuns(repository.db, person.userId)).runs[0]).toMatchObject({ name: plugin.name, isRefused });
    const fingerprints = await Promise.all(
      [[own, owner] as const, [copy, stranger] as const].map(
        async ([{ body }, as]) => (await askApi(repository, urls.apiFindings(body.scan_id), { as })).body.items[0].fingerprint,
      ),
    );
    expect(fingerprints[0]).toBe(warning?.fingerprint);
    expect(fingerprints[1]).not.toBe(warning?.fingerprint);

    // Who is no editor any more is told nothing more of the plugin's decisions.
    await repository.db.delete(pluginEditors).where(eq(pluginEditors.pluginId, pluginId));
    for (const as of [owner, pluginToken]) expect((await askApi(repository, urls.apiScan(own.body.scan_id), { as })).status).toBe(404);
  });

  it("of another plugin is refused to a plugin's token, before and after its own", async () => {
    const { pluginId } = await repository.accepted(owner, pluginZip(BARE_EXCEPT, fresh()));
    const token = await tokenOf(repository, owner, pluginId);
    for (const path of [urls.apiScans(), urls.apiVersions("dry_unknown")]) {
      const refused = await send(path, token, pluginZip(SHELL, fresh()), { publish: "false" });
      expect([refused.status, refused.body.code]).toEqual([403, "not-allowed"]);
    }
    const account = await dryRun(await tokenOf(repository, owner), pluginZip(SHELL, fresh()));
    expect((await askApi(repository, urls.apiScan(account.body.scan_id), { as: token })).status).toBe(404);
  });

  it("of a package that breaks rules lists all of them, and keeps nothing", async () => {
    const zip = pluginZip(SHELL, { ...fresh(), files: { LICENSE: null }, metadata: { about: null, email: null } });
    const runs = await repository.db.$count(dryRuns);
    const refused = await dryRun(await tokenOf(repository, owner), zip);
    expect([refused.status, refused.body.code]).toEqual([400, "package-rules"]);
    expect(refused.body.errors.length).toBeGreaterThanOrEqual(2);
    for (const one of refused.body.errors) expect(one.url).toContain(`#package-${one.code}`);
    expect(refused.statusText).toBe(refused.statusText.replace(/[^\x20-\x7e]/g, ""));
    expect(refused.statusText).not.toBe("");
    expect(await repository.db.$count(dryRuns)).toBe(runs);
  });

  it("can never become a version's scan, nor make one public: the database refuses", async () => {
    const token = await tokenOf(repository, owner);
    const sent = await dryRun(token, pluginZip(CLEAN, fresh()));
    const { versionId } = await repository.accepted(owner, pluginZip(SHELL, fresh()));
    await repository.settled(versionId);
    expect((await ended(sent.body.scan_id, token)).verdict).toBe("passed");
    const [scan] = await repository.db.select().from(scans).where(eq(scans.id, sent.body.scan_id));
    const { id: scanId, verdict, verdictReason: _r, resultDigest: _d, concludedAt: _c, ...facts } = scan as typeof scans.$inferSelect;
    await expect(repository.db.insert(scans).values({ ...facts, versionId })).rejects.toMatchObject({
      cause: { constraint: "scans_dry_run_has_no_version" },
    });
    await expect(repository.db.update(scans).set({ versionId }).where(eq(scans.id, scanId))).rejects.toThrow();
    const now = new Date();
    const publish = repository.db
      .update(versions)
      .set({
        ...{ status: "approved", basis: "verdict", artifactSha256: facts.artifactSha256, currentScanId: scanId, approvalScanId: scanId },
        ...{ effectiveVerdict: verdict, approvalVerdict: verdict, firstApprovedAt: now, approvedAt: now },
      })
      .where(eq(versions.id, versionId));
    await expect(publish).rejects.toMatchObject({
      cause: { message: expect.stringContaining("its current scan does not allow publication") },
    });
  });

  it("is gone after a week, with its findings and its file", async () => {
    const token = await tokenOf(repository, owner);
    const zip = pluginZip(SHELL, fresh());
    const sent = await dryRun(token, zip);
    await ended(sent.body.scan_id, token);
    await removeExpiredRows(repository.db);
    expect((await askApi(repository, urls.apiScan(sent.body.scan_id), { as: token })).status).toBe(200);

    const { artifact_sha256: sha256, scan_id: scanId } = sent.body;
    await repository.db
      .update(dryRuns)
      .set({ expiresAt: new Date(Date.now() - 1_000) })
      .where(eq(dryRuns.scanId, scanId));
    expect((await askApi(repository, urls.apiScan(scanId), { as: token })).status).toBe(404);
    await repository.db.update(artifacts).set({ createdAt: sql`now() - interval '3 hours'` }).where(eq(artifacts.sha256, sha256));
    await removeExpiredRows(repository.db);
    expect(await repository.db.$count(scans, eq(scans.id, scanId))).toBe(0);
    expect(await repository.db.$count(findings, eq(findings.scanId, scanId))).toBe(0);
    expect(await isArtifactUsed(repository.db, sha256)).toBe(false);
  });

  it("is limited per person: thirty that wait at the same moment", async () => {
    const busy = await repository.person();
    const token = await tokenOf(repository, busy);
    const first = await dryRun(token, pluginZip(SHELL, fresh()));
    const [scan] = await repository.db.select().from(scans).where(eq(scans.id, first.body.scan_id));
    const { id: _id, verdict: _v, verdictReason: _r, resultDigest: _d, concludedAt: _c, ...facts } = scan as typeof scans.$inferSelect;
    const waiting = await repository.db.insert(scans).values(Array(30).fill(facts)).returning({ id: scans.id });
    const [run] = await repository.db.select().from(dryRuns).where(eq(dryRuns.scanId, first.body.scan_id));
    await repository.db.insert(dryRuns).values(waiting.map(({ id }) => ({ ...(run as typeof dryRuns.$inferSelect), scanId: id })));
    const refused = await dryRun(token, pluginZip(SHELL, fresh()));
    expect([refused.status, refused.body.code]).toEqual([429, "rate-limited"]);
    await repository.db.delete(scans).where(eq(scans.kind, "dry-run"));
  });
});

describe("an upload", () => {
  it("by token makes a version; its scan can be followed with the same token", async () => {
    const plugin = fresh();
    const token = await tokenOf(repository, owner);
    const sent = await send(urls.apiVersions(plugin.packageName), token, pluginZip(SHELL, plugin), { changelog: "From a program." });
    expect(sent.status).toBe(201);
    expect(sent.headers.get("location")).toBe(`${repository.env.publicUrl}${urls.apiVersion(plugin.packageName, "1.0.0")}`);
    expect(sent.headers.get("ratelimit")).toContain("uploads");
    expect(sent.body).toMatchObject({ kind: "upload", expires_at: null });
    expect(await ended(sent.body.scan_id, token)).toMatchObject({ verdict: "blocked" });
    const { body } = await askApi(repository, urls.apiVersion(plugin.packageName, "1.0.0"), { as: token });
    expect(body).toMatchObject({ status: "blocked", changelog: "From a program." });
  });

  it("whose answer was lost is sent again and gets the same receipt, also once it is published; later it is refused", async () => {
    const plugin = fresh();
    const token = await tokenOf(repository, owner);
    const upload = () => send(urls.apiVersions(plugin.packageName), token, pluginZip(CLEAN, plugin), { auto_approve_after_scan: "true" });
    const sent = await upload();
    const versionId = sent.body.version_id as number;
    expect(await repository.settled(versionId)).toMatchObject({ status: "approved" });
    const before = await counts();
    const again = await upload();
    expect([again.status, again.body.scan_id, again.headers.get("location")]).toEqual([
      201,
      sent.body.scan_id,
      sent.headers.get("location"),
    ]);
    expect(await counts()).toEqual(before);
    const other = await send(urls.apiVersions(plugin.packageName), token, pluginZip(BARE_EXCEPT, plugin));
    expect(other.body.code).toBe("already-published");
    await repository.db.update(versions).set({ uploadedAt: sql`uploaded_at - interval '11 minutes'` }).where(eq(versions.id, versionId));
    expect((await upload()).body.code).toBe("already-published");
  });

  it("of the same file with other words is a correction: it replaces the draft, and what is published is told to stay as it is", async () => {
    const token = await tokenOf(repository, owner);
    const plugin = fresh();
    const upload = (fields: Record<string, string>) =>
      send(urls.apiVersions(plugin.packageName), token, pluginZip(SHELL, plugin), { changelog: "Frist words.", ...fields });
    const first = await upload({});
    // As soon as it was sent, and once its checks have ended.
    const corrected = await upload({ changelog: "First words." });
    expect([corrected.status, corrected.body.version_id]).toEqual([201, first.body.version_id]);
    expect(corrected.body.scan_id).not.toBe(first.body.scan_id);
    const changelog = async () => (await repository.version(first.body.version_id as number)).metadata.changelog;
    expect(await changelog()).toBe("First words.");
    await repository.settled(first.body.version_id as number);
    const again = await upload({ changelog: "Last words." });
    expect(again.body.scan_id).not.toBe(corrected.body.scan_id);
    expect(await changelog()).toBe("Last words.");
    expect((await upload({ changelog: "Last words." })).body.scan_id).toBe(again.body.scan_id);
    const published = await upload({ changelog: "Last words.", auto_approve_after_scan: "true", skip_security_rules: "flake8/E722" });
    expect(published.body.scan_id).not.toBe(again.body.scan_id);
    expect(await repository.version(first.body.version_id as number)).toMatchObject({
      asksToWait: false,
      requestedSkips: ["flake8/E722"],
    });

    const clean = fresh();
    const publish = (changelog: string) =>
      send(urls.apiVersions(clean.packageName), token, pluginZip(CLEAN, clean), { auto_approve_after_scan: "true", changelog });
    const sent = await publish("Words.");
    expect(await repository.settled(sent.body.version_id as number)).toMatchObject({ status: "approved" });
    expect((await publish("Other words.")).body.code).toBe("already-published");
  });

  it("is refused before the file is stored when the plugin is another's, by cookie also from other sites", async () => {
    const plugin = fresh();
    await repository.accepted(owner, pluginZip(SHELL, plugin));
    const files = await repository.db.$count(artifacts);
    const other = pluginZip(SHELL, { ...plugin, version: "9.0.0" });
    const path = urls.apiVersions(plugin.packageName);
    for (const as of [stranger, await tokenOf(repository, stranger)]) {
      const refused = await send(path, as, other, {}, { "sec-fetch-site": "same-origin" });
      expect([refused.status, refused.body.code]).toEqual([403, "not-allowed"]);
    }
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://example.com" }, {}] as Record<string, string>[])
      expect((await send(path, owner, other, {}, headers)).status).toBe(403);
    expect((await send(path, null, other)).status).toBe(401);
    expect(await repository.db.$count(artifacts)).toBe(files);
    expect(await repository.db.$count(versions, eq(versions.version, "9.0.0"))).toBe(0);
  });

  it("says what is wrong with the form", async () => {
    const token = await tokenOf(repository, owner);
    const plugin = fresh();
    const path = urls.apiVersions(plugin.packageName);
    expect((await send(path, token, null)).body.code).toBe("invalid");
    const wrong = await send(path, token, pluginZip(SHELL, plugin), { publish: "perhaps", auto_approve_after_scan: "maybe" });
    expect(wrong.body.errors.map((one: { field: string }) => one.field).sort()).toEqual(["auto_approve_after_scan", "publish"]);
    expect((await dryRun(token, pluginZip(SHELL, plugin), { publish: "true" })).body.code).toBe("invalid");
    const plain = await askApi(repository, path, { as: token, method: "POST", headers: { "content-type": "application/zip" } });
    expect([plain.status, plain.body.code]).toEqual([415, "unsupported-media-type"]);
    const elsewhere = await send(urls.apiVersions("dry_other"), token, pluginZip(SHELL, plugin));
    expect(elsewhere.body.errors).toEqual([expect.objectContaining({ code: "another-plugin" })]);
    expect(await repository.db.$count(plugins, eq(plugins.packageName, plugin.packageName))).toBe(0);
  });

  it("and a dry run of a suspended person are refused", async () => {
    const leaver = await repository.person();
    const token = await tokenOf(repository, leaver);
    await repository.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, leaver.userId));
    for (const path of [urls.apiScans(), urls.apiVersions("dry_leaver")])
      expect((await send(path, token, pluginZip(SHELL, fresh()))).status).toBe(403);
  });
});
