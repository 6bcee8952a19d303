import { expect, it } from "vitest";
import { curlOf } from "@/app/(public)/docs/api/curl";
import { scanPackage } from "@/scanners/core/scan-package";
import type { CheckOutcome, Finding } from "@/scanners/core/types";
import { CHECKS } from "@/scanners/ruleset/rules";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { ACKNOWLEDGED, OPEN_FINDINGS, SAMPLE_FILES } from "../schemas/sample";
import { PACKAGE } from "../schemas/story";
import { openApiDocument } from "./document";
import type { Method, Operation } from "./types";

type CheckedFinding = Finding & { checkId: string };
const SITE = "https://plugins.example.org";
const document = openApiDocument(SITE);

type Json = { [name: string]: Json } & Record<string, never>;
interface Shown {
  id: string;
  operation: Operation;
  command: string;
  status: number;
  example: Json;
}

const shown: Shown[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) =>
    Object.entries(operation.responses).flatMap(([status, { content }]) => {
      const example = content?.["application/json"]?.example as Json | undefined;
      const command = curlOf(method as Method, path, operation, SITE);
      return example ? [{ id: operation.operationId, operation, command, status: Number(status), example }] : [];
    }),
  ),
);
const answer = (id: string) => shown.find((one) => one.id === id)?.example as unknown as Record<string, unknown>;

/** Every object in all examples, however deep it lies. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}
const objects = shown.flatMap(({ example }) => objectsIn(example));
const having = <K extends string>(...names: K[]) =>
  objects.filter((one): one is Record<K, unknown> => names.every((name) => one[name] !== undefined && one[name] !== null));

it("a page holds as many items as its command asks for, and there are as many pages as the items fill", () => {
  const pages = shown.filter(({ example }) => "pages" in example);
  expect(pages.map(({ id }) => id)).toEqual(["listPlugins", "listFindings"]);
  for (const { command, example } of pages) {
    const { total, page, pages: count, next, items } = example as unknown as Record<string, number> & { next: string; items: unknown[] };
    const asked = new URL(command.match(/"(https:.*)"/)?.[1] ?? "");
    const limit = Number(asked.searchParams.get("limit"));
    expect({ count, onPage: items.length }).toEqual({ count: Math.ceil((total ?? 0) / limit), onPage: Math.min(limit, total ?? 0) });
    if (page === count) {
      expect(next).toBeNull();
      continue;
    }
    const following = new URL(next);
    expect(following.pathname).toBe(asked.pathname);
    expect(following.searchParams.get("page")).toBe(String((page ?? 0) + 1));
    for (const [name, value] of asked.searchParams) expect(following.searchParams.get(name), name).toBe(value);
  }
});

it("a list without pages holds as many items as it says", () => {
  const lists = objects.filter((one) => "total" in one && !("pages" in one));
  expect(lists.length).toBeGreaterThan(2);
  for (const one of lists) expect(one.items).toHaveLength(one.total as number);
});

it("a snippet marks the lines of its finding", () => {
  const findings = having("snippet", "line", "end_line");
  expect(findings.length).toBeGreaterThan(0);
  for (const { snippet, line, end_line } of findings) {
    const { start_line, lines, mark_start, mark_end } = snippet as Record<string, number> & { lines: string[] };
    expect([(start_line ?? 0) + (mark_start ?? 0), (start_line ?? 0) + (mark_end ?? 0)]).toEqual([line, end_line]);
    expect(lines[mark_end ?? -1]).toContain("shell=True");
  }
});

it("each version has one status, one file and one scan everywhere", () => {
  const known: Record<string, Set<string>> = {};
  const note = (what: string, value: unknown) => {
    known[what] = (known[what] ?? new Set()).add(String(value));
  };
  for (const one of having("version", "status")) note(`status of ${one.version}`, one.status);
  for (const one of having("version", "version_id")) note(`id of ${one.version}`, one.version_id);
  for (const one of having("version", "sha256")) note(`file of ${one.version}`, one.sha256);
  for (const one of having("version", "artifact_sha256")) note(`file of ${one.version}`, one.artifact_sha256);
  for (const one of having("version", "kind", "scan_id")) note(`${one.kind} of ${one.version}`, one.scan_id);
  for (const [what, values] of Object.entries(known)) expect([...values], what).toHaveLength(1);
  expect(Object.keys(known).filter((what) => what.startsWith("status"))).toEqual(["status of 1.1.0", "status of 1.0.0"]);
});

it("addresses in an answer name the version that it tells of, and hidden versions one that is public", () => {
  for (const one of having("version", "url")) {
    const named = String(one.url).match(/versions?\/([\d.]+)/)?.[1];
    if (named) expect(named).toBe(one.version);
  }
  const open = new Set(having("status", "version").flatMap((one) => (one.status === "approved" ? [one.version] : [])));
  const hidden = having("served_instead", "version");
  expect(hidden.length).toBeGreaterThan(0);
  for (const one of hidden) expect(open).toContain((one.served_instead as { version: string }).version);
});

it("a scan's sums are those of its checks, and its verdict is theirs", () => {
  const scan = answer("getScan") as Record<string, Record<string, number>> & { checks: { open: Record<string, number>; kept: number }[] };
  for (const severity of ["critical", "warning", "info"])
    expect(
      scan.checks.reduce((sum, { open }) => sum + (open[severity] ?? 0), 0),
      severity,
    ).toBe(scan.open?.[severity]);
  const kept = Object.values(scan.kept ?? {}).reduce((sum, one) => sum + one, 0);
  expect(scan.checks.reduce((sum, check) => sum + check.kept, 0)).toBe(kept);
  // Notes are left out of it.
  expect((scan.memory?.new ?? 0) + (scan.memory?.carried_over ?? 0)).toBe((scan.open?.critical ?? 0) + (scan.open?.warning ?? 0));
  expect(answer("listFindings").total).toBe(scan.open?.critical);
  expect(scan).toMatchObject({ verdict: "blocked", open: { critical: 1 }, blocking_rules: [{ rule: "bandit/B602", count: 1 }] });
  const before = answer("getVersion") as { checks: { findings: { warning: number } }[] };
  const warnings = before.checks.reduce((sum, { findings }) => sum + findings.warning, 0);
  expect(warnings).toBe((scan.memory?.carried_over ?? 0) + (scan.memory?.fixed ?? 0) + kept);
});

it("the code that it tells of holds exactly the findings that it shows", async () => {
  const found = (await scanFiles(SAMPLE_FILES)).map(({ checkId, ruleId, severity, path, line, message }) => ({
    ...{ check: checkId, rule: ruleId, severity, path, line, message },
  }));
  const told = [...OPEN_FINDINGS, ACKNOWLEDGED].map(({ check, rule, severity, path, line, message }) => ({
    ...{ check, rule, severity, path, line, message },
  }));
  const inOrder = (list: typeof told | typeof found) => [...list].sort((a, b) => (a.rule < b.rule ? -1 : 1));
  expect(inOrder(found)).toEqual(inOrder(told));
  const blocking = (await scanFiles(SAMPLE_FILES)).find(({ ruleId }) => ruleId === "bandit/B602") as CheckedFinding;
  const { items } = answer("listFindings") as { items: Record<string, unknown>[] };
  const stopped = shown.find(({ id, status }) => id === "addVersion" && status === 422)?.example as unknown as { findings: unknown[] };
  expect(stopped.findings).toHaveLength(OPEN_FINDINGS.length);
  expect(items[0]).toMatchObject({
    ...{ check: blocking.checkId, rule: blocking.ruleId, severity: blocking.severity, confidence: blocking.confidence },
    ...{ message: blocking.message, path: blocking.path, line: blocking.line, end_line: blocking.endLine },
    ...{ path_class: blocking.pathClass, data: blocking.data },
    snippet: {
      ...{ start_line: blocking.snippet?.startLine, lines: blocking.snippet?.lines },
      ...{ mark_start: blocking.snippet?.markStart, mark_end: blocking.snippet?.markEnd },
    },
  });
});

async function scanFiles(texts: Record<string, string>): Promise<CheckedFinding[]> {
  const files = Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text), mode: 0o644 }));
  const outcomes: CheckOutcome[] = [];
  await scanPackage({
    package: { topFolder: PACKAGE, files, inflatedBytes: 1_000, contentDigest: "0".repeat(64) },
    ...{ checkIds: CHECKS.map(({ id }) => id), ruleset: DEFAULT_RULESET, fingerprintKey: "a key of this test" },
    onOutcome: (one) => void outcomes.push(one),
  });
  return outcomes.flatMap((one) => {
    if (one.state === "errored") throw new Error(one.detail);
    return one.findings.map((finding) => ({ ...finding, checkId: one.checkId }));
  });
}

it("asks with a token for what a stranger is not shown", () => {
  for (const { id, example, command } of shown.filter(({ example: one }) => String(one.access) === "report"))
    expect({ id, hasToken: command.includes("$TOKEN"), access: example.access }).toEqual({ id, hasToken: true, access: "report" });
  expect(curlOf("get", "/api/v1/plugins", document.paths["/api/v1/plugins"]?.get as Operation, SITE)).not.toContain("$TOKEN");
});
