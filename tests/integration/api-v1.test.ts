/** The programming interface for reading: who sees what, in which form, and how it refuses. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withdrawVersion } from "@/db/commands/manage-version";
import { approveVersion, quarantineVersion } from "@/db/commands/review-version";
import { apiTokens, users } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import { reportSchema } from "@/scanners/report/json-schema";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import { type As, askApi, tokenOf } from "@/tests/helpers/api";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;
/** Public, with a warning. */
let shown: { scanId: string; versionId: number; pluginId: number };
/** Blocked: `SHELL`, and a warning beside it. */
let draft: { scanId: string; versionId: number; pluginId: number };

const SHOWN = "shown_plugin";
const DRAFT = "hidden_plugin";

beforeAll(async () => {
  repository = await openRepository();
  [owner, approver] = [await repository.person(), await repository.person({ role: "approver" })];
  await repository.work();
  shown = await uploaded(pluginZip(BARE_EXCEPT, { packageName: SHOWN, name: "Shown" }));
  draft = await uploaded(
    pluginZip(SHELL, { packageName: DRAFT, name: "Hidden", files: { "more.py": BARE_EXCEPT, "kept.py": SHELL_INTENDED } }),
  );
  const { artifactSha256 } = await repository.version(shown.versionId);
  const approved = await approveVersion(repository.db, { person: approver, ...shown, artifactSha256 });
  if (!approved.ok) throw new Error(approved.error.message);
}, 90_000);
afterAll(() => repository.close());

async function uploaded(zip: Uint8Array) {
  const { versionId, pluginId } = await repository.accepted(owner, zip);
  const { currentScanId } = await repository.settled(versionId);
  return { versionId, pluginId, scanId: currentScanId as string };
}
const ask = (path: string, as: As = null, more: Parameters<typeof askApi>[2] = {}) => askApi(repository, path, { as, ...more });
const statusOf = async (path: string, as: As = null) => (await ask(path, as)).status;

describe("plugins and versions", () => {
  it("lists what is public, filtered and by pages", async () => {
    const all = await ask(urls.apiPlugins());
    expect(all.body).toMatchObject({ total: 1, page: 1, pages: 1, next: null });
    expect(all.body.items[0]).toMatchObject({ package_name: SHOWN, version: "1.0.0", security_status: "advisory" });
    expect((await ask(urls.apiPlugins({ q: "hidden" }))).body.items).toEqual([]);
    expect((await ask(urls.apiPlugins({ qgis: "3.34", badge: "green-with-advice" }))).body.total).toBe(1);
    expect((await ask(urls.apiPlugins({ qgis: "2.18" }))).body.total).toBe(0);
    expect((await ask(urls.apiPlugins({ page: 2 }))).body).toMatchObject({ items: [], page: 2, total: 1 });
  });
  it("names every parameter that is wrong", async () => {
    const { status, body, statusText } = await ask(`${urls.apiPlugins()}?limit=1000&badge=pink&qgis=x&q=a&q=b`);
    expect({ status, code: body.code, statusText }).toEqual({ status: 400, code: "invalid", statusText: "The query is not right." });
    expect(body.errors.map((one: { field: string }) => one.field).sort()).toEqual(["badge", "limit", "q", "qgis"]);
    expect(body.type).toBe(`${repository.env.publicUrl}/docs/api#error-invalid`);
  });
  it("gives the same as the address beside the page, in any case of the name", async () => {
    const { body } = await ask(urls.apiPlugin(SHOWN.toUpperCase()));
    expect(body).toMatchObject({ package_name: SHOWN, plugin_id: shown.pluginId });
    expect(body.versions).toHaveLength(1);
    const version = await ask(urls.apiVersion(SHOWN, "1.0.0"));
    expect(version.body).toMatchObject({ status: "approved", scan_url: `${repository.env.publicUrl}${urls.apiScan(shown.scanId)}` });
    expect(version.body.checks).toHaveLength(6);
  });
  it("shows a draft to its owner, to the owner's tokens and to approvers, and to nobody else", async () => {
    const stranger = await repository.person();
    const see = [owner, approver, await tokenOf(repository, owner), await tokenOf(repository, owner, draft.pluginId)];
    const approversToken = await tokenOf(repository, approver);
    const blind = [null, stranger, await tokenOf(repository, stranger), await tokenOf(repository, owner, shown.pluginId), approversToken];
    const addresses = [urls.apiPlugin(DRAFT), urls.apiVersions(DRAFT), urls.apiVersion(DRAFT, "1.0.0"), urls.apiScan(draft.scanId)];
    for (const path of addresses) {
      for (const as of see) expect(await statusOf(path, as), path).toBe(200);
      for (const as of blind) expect(await statusOf(path, as), path).toBe(404);
    }
  });
});

describe("a version that is hidden", () => {
  const PLUGIN = "hides_some";
  const upload = async (version: string, code = CLEAN) => {
    const done = await uploaded(pluginZip(`${code}# ${version}\n`, { packageName: PLUGIN, name: "Hides some", version }));
    const { artifactSha256 } = await repository.version(done.versionId);
    const approved = await approveVersion(repository.db, { person: approver, ...done, artifactSha256 });
    if (!approved.ok) throw new Error(approved.error.message);
    return done;
  };

  it("is named with its state, since when, and what is served instead; once nothing is left, beside the 404", async () => {
    const [first, second] = [await upload("1.0.0"), await upload("1.1.0")];
    for (const path of [urls.apiPlugin(PLUGIN), urls.apiVersions(PLUGIN)]) expect((await ask(path)).body.hidden_versions).toEqual([]);
    expect(
      await quarantineVersion(repository.db, { person: approver, versionId: second.versionId, reason: "A secret reason." }),
    ).toMatchObject({
      ok: true,
    });
    const instead = { version: "1.0.0", experimental: false, url: `${repository.env.publicUrl}${urls.apiVersion(PLUGIN, "1.0.0")}` };
    const gone = { package_name: PLUGIN, version: "1.1.0", status: "quarantined", served_instead: instead };
    for (const path of [urls.apiPlugin(PLUGIN), urls.apiVersions(PLUGIN)]) {
      const { body } = await ask(path);
      expect(body.hidden_versions).toEqual([expect.objectContaining(gone)]);
      expect(body.hidden_versions[0].since).toBe((await repository.version(second.versionId)).statusChangedAt.toISOString());
      expect(JSON.stringify(body)).not.toContain("secret reason");
    }
    expect(await ask(urls.apiVersion(PLUGIN, "1.1.0"))).toMatchObject({
      status: 404,
      body: { code: "not-found", hidden_versions: [gone] },
    });

    expect(await withdrawVersion(repository.db, { person: owner, versionId: first.versionId })).toMatchObject({ ok: true });
    const { status, body } = await ask(urls.apiPlugin(PLUGIN));
    expect([status, body.hidden_versions.map((one: { status: string; served_instead: null }) => [one.status, one.served_instead])]).toEqual(
      [
        404,
        [
          ["quarantined", null],
          ["withdrawn", null],
        ],
      ],
    );
    expect((await ask(urls.apiVersion(PLUGIN, "7.0.0"))).body.hidden_versions).toBeUndefined();
    expect((await ask(urls.apiPlugin(DRAFT))).body.hidden_versions).toBeUndefined();
  });
});

describe("scans", () => {
  it("a public version's is a summary for everybody: numbers, no code", async () => {
    const { body } = await ask(urls.apiScan(shown.scanId));
    expect(body).toMatchObject({ access: "summary", state: "finished", verdict: "advisory", findings_url: null, sarif_url: null });
    expect(body.open).toMatchObject({ critical: 0, warning: 1 });
    expect(body).toMatchObject({ blocking_rules: [], package_warnings: [] });
    expect(JSON.stringify(body)).not.toContain("extra.py");
  });
  it("its editor's token reads the report", async () => {
    const token = await tokenOf(repository, owner, draft.pluginId);
    const { body } = await ask(urls.apiScan(draft.scanId), token);
    expect(body).toMatchObject({ access: "report", verdict: "blocked", version: "1.0.0", kind: "upload" });
    expect(body.blocking_rules).toEqual([expect.objectContaining({ rule: "bandit/B602", count: 1 })]);
    expect(body.kept).toMatchObject({ suppressed: 1 });
    expect(body.coverage.python).toMatchObject({ files_not_analysed: 0 });
  });
  it("findings by severity, rule and standing, by pages", async () => {
    const all = await ask(urls.apiFindings(draft.scanId), owner);
    expect(all.body.total).toBeGreaterThan(3);
    const open = await ask(urls.apiFindings(draft.scanId, { severity: "critical", standing: "open" }), owner);
    expect(open.body.items).toEqual([
      expect.objectContaining({ rule: "bandit/B602", path: `${DRAFT}/extra.py`, line: 5, suppression: null }),
    ]);
    const hidden = await ask(urls.apiFindings(draft.scanId, { rule: "bandit/B602", standing: "suppressed" }), owner);
    expect(hidden.body.items[0]).toMatchObject({ path: `${DRAFT}/kept.py`, suppression: { by: "pragma", rule_specific: true } });
    const first = await ask(urls.apiFindings(draft.scanId, { limit: 2 }), owner);
    expect(first.headers.get("link")).toBe(`<${first.body.next}>; rel="next"`);
    const second = await ask(first.body.next.slice(repository.env.publicUrl.length), owner);
    expect([...first.body.items, ...second.body.items].map((one) => one.finding_id)).toEqual(
      all.body.items.slice(0, 4).map((one: { finding_id: number }) => one.finding_id),
    );
  });
  it("says what changed since the version before, to those who see the report", async () => {
    const PLUGIN = "remembers";
    const options = { packageName: PLUGIN, name: "Remembers" };
    const upload = (version: string, code: string, files = {}) => uploaded(pluginZip(code, { ...options, version, files }));
    const first = await upload("1.0.0", BARE_EXCEPT, { "old.py": SHELL });
    expect((await ask(urls.apiScan(first.scanId), owner)).body.memory).toBeNull();
    expect((await ask(urls.apiFindings(first.scanId), owner)).body.items[0].memory).toBeNull();
    const second = await upload("1.1.0", BARE_EXCEPT, { "new.py": SHELL, "more.py": BARE_EXCEPT.replace("read", "load") });
    const { body } = await ask(urls.apiScan(second.scanId), owner);
    expect(body.memory).toEqual({ compared_with: "1.0.0", kind: "draft", new: 1, carried_over: 2, fixed: 0 });
    const findings = await ask(urls.apiFindings(second.scanId), owner);
    const memoryOf = (file: string, rule: string) =>
      findings.body.items.find((one: { path: string; rule: string }) => one.path.endsWith(file) && one.rule === rule)?.memory;
    expect(memoryOf("extra.py", "flake8/E722")).toEqual({ change: "carried-over", first_seen_in: "1.0.0" });
    expect(memoryOf("new.py", "bandit/B602")).toEqual({ change: "moved", first_seen_in: "1.0.0" });
    expect(memoryOf("more.py", "flake8/E722")).toEqual({ change: "new", first_seen_in: "1.1.0" });
  });
  it("the whole report is what the command line writes", async () => {
    const { body, headers } = await ask(urls.apiReport(draft.scanId), owner);
    expect(headers.get("content-disposition")).toMatch(/\.json"$/);
    expect(reportSchema.parse(body).scan).toMatchObject({ verdict: "blocked" });
  });
  it("findings, report and SARIF are nobody else's, not even of a public version", async () => {
    const stranger = await repository.person();
    for (const path of [urls.apiFindings, urls.apiReport, urls.apiSarif].flatMap((url) => [url(shown.scanId), url(draft.scanId)])) {
      expect(await statusOf(path)).toBe(401);
      for (const as of [stranger, await tokenOf(repository, approver)]) expect(await statusOf(path, as), path).toBe(404);
      expect(await statusOf(path, approver)).toBe(200);
    }
  });
  it("SARIF says what blocks, and what is suppressed", async () => {
    const { body, headers } = await ask(urls.apiSarif(draft.scanId), owner);
    expect(headers.get("content-type")).toBe("application/sarif+json");
    const results = body.runs[0].results.filter((one: { ruleId: string }) => one.ruleId === "bandit/B602");
    expect(results.map((one: { suppressions: unknown[] }) => one.suppressions.length).sort()).toEqual([0, 1]);
    expect(body.runs[0].properties).toMatchObject({ verdict: "blocked" });
  });
  it("what is no id is nothing", async () => {
    for (const path of ["/api/v1/scans/1", "/api/v1/scans/00000000-0000-4000-8000-000000000000", "/api/v1/plugins/%00"])
      expect(await statusOf(path, owner), path).toBe(404);
  });
});

describe("rules and rulesets", () => {
  it("the one in force is listed, and found by its digest", async () => {
    const { body } = await ask(urls.activeRuleset());
    const list = await ask(urls.apiRulesets());
    expect(list.body.items.filter((one: { active: boolean }) => one.active)).toEqual([
      expect.objectContaining({ digest: body.ruleset.digest, name: body.ruleset.name }),
    ]);
    expect((await ask(urls.apiRuleset(body.ruleset.digest))).body).toEqual(body.ruleset);
    expect(await statusOf(urls.apiRuleset("0".repeat(64)))).toBe(404);
  });
  it("every rule is listed and has an address", async () => {
    const { body } = await ask(urls.apiRules());
    expect(body.total).toBe(body.items.length);
    for (const { rule } of body.items) expect((await ask(urls.apiRule(rule))).body.rule).toBe(rule);
    expect(await statusOf("/api/v1/rules/bandit/B999")).toBe(404);
  });
  it("decisions are for editors and their tokens", async () => {
    const path = urls.pluginDecisions(DRAFT);
    expect((await ask(path, await tokenOf(repository, owner, draft.pluginId))).body.fingerprintKey).toMatch(/^[0-9a-f]{64}$/);
    expect(await statusOf(path, owner)).toBe(200);
    expect(await statusOf(path)).toBe(401);
    for (const as of [approver, await tokenOf(repository, approver), await tokenOf(repository, owner, shown.pluginId)])
      expect(await statusOf(path, as)).toBe(404);
  });
});

describe("the protocol", () => {
  it("a token that ended does not become a visitor", async () => {
    const token = await tokenOf(repository, owner);
    expect(await statusOf(urls.apiPlugins(), token)).toBe(200);
    await repository.db.update(apiTokens).set({ revokedAt: new Date() }).where(eq(apiTokens.userId, owner.userId));
    const refused = await ask(urls.apiPlugins(), token);
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 403, code: "not-allowed" });
  });
  it("a suspended person's token reads nothing", async () => {
    const leaver = await repository.person();
    const token = await tokenOf(repository, leaver);
    await repository.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, leaver.userId));
    expect(await statusOf(urls.apiRules(), token)).toBe(403);
  });
  it("answers are not sent twice, and a stranger's is never the owner's", async () => {
    const first = await ask(urls.apiPlugin(SHOWN));
    const etag = first.headers.get("etag") as string;
    expect(first.headers.get("cache-control")).toBe("public, max-age=60");
    const again = await ask(urls.apiPlugin(SHOWN), null, { headers: { "if-none-match": etag } });
    expect({ status: again.status, body: again.body }).toEqual({ status: 304, body: null });
    const own = await ask(urls.apiPlugin(SHOWN), owner);
    expect(own.headers.get("cache-control")).toBe("private, no-cache");
    expect(own.headers.get("vary")).toContain("Authorization");
  });
  it("pages of other sites may read what is public, and nothing with a cookie or a token", async () => {
    const origin = (asked: { headers: Headers }) => asked.headers.get("access-control-allow-origin");
    expect(origin(await ask(urls.apiPlugin(SHOWN)))).toBe("*");
    expect(origin(await ask(urls.apiPlugin("nothing")))).toBe("*");
    for (const as of [owner, await tokenOf(repository, owner)]) expect(origin(await ask(urls.apiPlugin(SHOWN), as))).toBeNull();
    expect(origin(await ask(urls.apiFindings(shown.scanId)))).toBeNull();
    const preflight = await ask(urls.apiPlugin(SHOWN), null, { method: "OPTIONS" });
    expect(preflight.headers.get("access-control-allow-headers")).not.toMatch(/authorization/i);
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
    expect(origin(await ask(urls.apiFindings(shown.scanId), null, { method: "OPTIONS" }))).toBeNull();
  });
  it("HEAD tells everything and sends nothing", async () => {
    const got = await ask(urls.apiRules());
    const head = await ask(urls.apiRules(), null, { method: "HEAD" });
    expect({ status: head.status, body: head.body, etag: head.headers.get("etag") }).toEqual({
      status: 200,
      body: null,
      etag: got.headers.get("etag"),
    });
  });
  it.each([
    ["DELETE", urls.apiRules(), {}, 405, "method-not-allowed"],
    ["GET", urls.apiRules(), { accept: "text/html" }, 406, "not-acceptable"],
    ["GET", "/api/v1/nothing", {}, 404, "not-found"],
    ["POST", "/api/v1/nothing", {}, 404, "not-found"],
  ])("%s %s %j is %i %s", async (method, path, headers, status, code) => {
    const asked = await ask(path, null, { method, headers });
    expect({ status: asked.status, code: asked.body.code }).toEqual({ status, code });
    if (status === 405) expect(asked.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });
  it("takes what browsers and programs accept", async () => {
    for (const accept of ["*/*", "application/*", "text/html, */*;q=0.1", "application/problem+json, application/json"])
      expect((await ask(urls.apiRules(), null, { headers: { accept } })).status, accept).toBe(200);
  });
});
