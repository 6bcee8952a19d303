/** What a page of a report reads and counts, on a real database. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Db } from "@/db/client";
import { getReportPage, listFindingsToJudge, listGravestFindings } from "@/db/queries/report-page";
import { readReport } from "@/db/queries/report-places";
import { getVersionReport } from "@/db/queries/version-report";
import type { findings } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { type ReportChoice, reportChoice } from "@/lib/domain/report-choice";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

type Find = Partial<typeof findings.$inferInsert>;

let database: TestDatabase;
let db: Db;
let owner: SignedIn;
let scan: { scanId: string; pluginId: number };

const pragma = { by: "pragma", ruleSpecific: true, text: "# nosec B602", path: "sample/kept.py", line: 3 } as const;
const setting = { by: "config", ruleSpecific: true, text: "skips = B101", path: "sample/.bandit" } as const;
const snippet = { startLine: 1, lines: ["run(command)"], markStart: 0, markEnd: 0 };
const one = (ruleId: string, path: string, find: Find = {}): Find => ({
  ...{ ruleId, path: `sample/${path}`, snippet, fingerprint: `${ruleId} ${path} ${find.line ?? 3}`, movedFingerprint: ruleId },
  ...find,
});

const FINDS: Find[] = [
  ...Array.from({ length: 40 }, (_, index) => one("bandit/B602", "run.py", { line: index + 1, endLine: index + 1 })),
  one("bandit/B602", "kept.py", { suppression: pragma }),
  one("bandit/B101", "check.py", { severity: "warning", suppression: setting }),
  one("bandit/B105", "test/data.py", { severity: "warning", pathClass: "test" }),
  one("bandit/B303", "libs/six/a.py", { severity: "warning", pathClass: "vendored" }),
  one("bandit/B304", "libs/six/b.py", { pathClass: "vendored" }),
  one("flake8/E711", "run.py", { checkId: "flake8", severity: "info" }),
];

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 2);
  owner = await personRow(db);
  const pluginId = await pluginRow(db, owner, "many");
  const version = { pluginId, uploadedBy: owner, version: "1.0", status: "approved", verdict: "blocked" } as const;
  scan = { pluginId, scanId: (await versionRow(db, { ...version, finds: FINDS })).scanId };
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const pageOf = async (choice: ReportChoice = {}) => getReportPage(db, await readReport(db, scan), choice);
const rulesOf = async (choice: ReportChoice = {}) => (await pageOf(choice)).checks.flatMap((check) => check.rules);

describe("the whole report", () => {
  it("counts everything and shows the first places of each rule, what blocks first", async () => {
    const { total, matching } = await pageOf();
    expect({ total, matching }).toEqual({ total: 46, matching: 46 });
    const rules = await rulesOf();
    expect(rules.map(({ ruleId, group }) => [ruleId, group])).toEqual([
      ["bandit/B304", "fix"],
      ["bandit/B602", "fix"],
      ["bandit/B105", "consider"],
      ["bandit/B101", "kept"],
      ["flake8/E711", "note"],
    ]);
    const shell = rules.find((rule) => rule.ruleId === "bandit/B602");
    expect(shell?.counts).toMatchObject({ total: 41, open: 40, kept: 1 });
    expect(shell?.findings).toHaveLength(10);
    expect(shell?.findings[0]).toMatchObject({ standing: "open", snippet });
  });

  it("libraries stand apart, but what blocks in them stays with its rule", async () => {
    const { libraries } = await pageOf();
    expect(libraries).toEqual([{ folder: "libs/six/", name: "six", others: null, open: { critical: 1, warning: 1, info: 0 }, kept: 0 }]);
    const places = (await rulesOf()).flatMap((rule) => rule.findings.map((finding) => finding.path));
    expect(places).toContain("sample/libs/six/b.py");
    expect(places).not.toContain("sample/libs/six/a.py");
  });

  it("names what hides findings, with the file that asks", async () => {
    const { kept } = await pageOf();
    expect(kept.map(({ by, file, total }) => ({ by, file, total }))).toEqual([
      { by: "config", file: "sample/.bandit", total: 1 },
      { by: "pragma", file: null, total: 1 },
    ]);
  });
});

describe("a part of it", () => {
  it.each<[string, ReportChoice, string[]]>([
    ["severity", { severity: "info" }, ["flake8/E711"]],
    ["check", { check: "flake8" }, ["flake8/E711"]],
    ["whose code", { where: "vendored" }, ["bandit/B304", "bandit/B303"]],
    ["state", { state: "suppressed" }, ["bandit/B602", "bandit/B101"]],
    ["path, in any case", { path: "TEST/" }, ["bandit/B105"]],
    ["several at once", { path: "run.py", severity: "critical" }, ["bandit/B602"]],
    ["what nothing has", { state: "accepted" }, []],
  ])("%s", async (_what, choice, ruleIds) => {
    expect((await rulesOf(choice)).map((rule) => rule.ruleId).sort()).toEqual([...ruleIds].sort());
  });

  it("each choice says how many it would show, the others being as they are", async () => {
    const { counts } = await pageOf({ path: "run.py", severity: "critical" });
    expect(counts.severity).toEqual({ critical: 40, info: 1 });
    expect(counts.check).toEqual({ bandit: 40 });
    expect(counts.state).toEqual({ open: 40, fixed: 0 });
  });

  it("a rule alone comes by the page, and a finding with the page on which it stands", async () => {
    const first = await pageOf({ rule: "bandit/B602" });
    const second = await pageOf({ rule: "bandit/B602", page: 2 });
    const placesOf = (page: typeof first) =>
      page.checks.flatMap((check) => check.rules).flatMap((rule) => rule.findings.map(({ id }) => id));
    expect([first.pages, placesOf(first).length, placesOf(second).length]).toEqual([2, 25, 16]);
    expect(new Set([...placesOf(first), ...placesOf(second)]).size).toBe(41);
    expect((await pageOf({ rule: "bandit/B602", page: 99 })).page).toBe(2);

    const last = placesOf(second).at(-1);
    const found = await pageOf({ finding: last });
    expect([found.page, found.choice]).toEqual([2, { rule: "bandit/B602" }]);
    expect(placesOf(found)).toContain(last);
    expect((await pageOf({ finding: 1_000_000 })).matching).toBe(46);
  });

  it("an address may hold anything", () => {
    expect(reportChoice.parse({ severity: "grave", state: ["open", "x"], page: "-1", rule: "../x", path: " ", finding: "one" })).toEqual({
      state: "open",
    });
  });
});

it("approvers judge what is hidden though it is critical; programs are told the gravest", async () => {
  expect((await listFindingsToJudge(db, await readReport(db, scan))).hidden.map(({ path }) => path)).toEqual(["sample/kept.py"]);
  const { findings: gravest, total } = await listGravestFindings(db, scan.scanId, 2);
  expect([gravest.length, gravest[0]?.severity, total]).toEqual([2, "critical", 44]);
});

it("a visitor, and the editor of another plugin, get counts and no code", async () => {
  const other = await personRow(db);
  await pluginRow(db, other, "another");
  for (const viewer of [null, other]) {
    const report = await getVersionReport(db, "many", "1.0", viewer);
    expect(report?.access).toBe("summary");
    expect(report?.scan?.checks.find((check) => check.checkId === "bandit")).toMatchObject({
      open: { critical: 41, warning: 2, info: 0 },
      kept: 2,
    });
    expect(JSON.stringify(report?.scan)).not.toContain("run(command)");
    expect(JSON.stringify(report?.scan)).not.toContain("run.py");
  }
});
