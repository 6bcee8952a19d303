/** Dry runs: checked like an upload, never a version, seen by their sender alone. */
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { acknowledgeFinding } from "@/db/commands/decide-finding";
import { isArtifactUsed, removeExpiredRows } from "@/db/commands/remove-expired-rows";
import { listMyDryRuns } from "@/db/queries/my-dry-runs";
import { artifacts, dryRuns, findings, pluginEditors, scans, versions } from "@/db/schema";
import { urls } from "@/lib/urls";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "@/tests/builders/findings";
import { type As, askApi, tokenOf } from "@/tests/helpers/api";
import { openApiUploads } from "@/tests/helpers/api-uploads";

const { repository, owner, stranger, fresh, send, dryRun, ended, counts } = await openApiUploads();
afterAll(() => repository.close());

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
