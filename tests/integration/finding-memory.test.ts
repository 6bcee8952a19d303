/** What a scan remembers of the version before it, through real scans: new, carried over, moved, fixed, first seen in. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { concludeScan } from "@/db/commands/conclude-scan";
import { getMailScan } from "@/db/queries/email-content";
import { listMemoryCounts } from "@/db/queries/finding-memory";
import { getReportPage } from "@/db/queries/report-page";
import { readReport } from "@/db/queries/report-places";
import { getVersionReport } from "@/db/queries/version-report";
import { findingMemory } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let trusted: SignedIn;
beforeAll(async () => {
  repository = await openRepository();
  trusted = await repository.person({ isTrusted: true });
  await repository.work();
});
afterAll(() => repository.close());

const SECOND = BARE_EXCEPT.replace("read", "load");
type Options = Parameters<typeof pluginZip>[1];

async function upload(packageName: string, version: string, extra: string, options: Options = {}) {
  const { versionId } = await repository.accepted(trusted, pluginZip(extra, { packageName, name: packageName, version, ...options }));
  return repository.settled(versionId);
}

/** What the page says: `state rule path first-seen` of each finding, what was fixed, and the counts. */
async function memoryOf(packageName: string, version: string) {
  const report = await getVersionReport(repository.db, packageName, version, trusted);
  const scan = report?.scan;
  if (!scan) throw new Error("no report");
  const page = await getReportPage(repository.db, await readReport(repository.db, { scanId: scan.scanId, pluginId: report.pluginId }), {});
  const found = page.checks.flatMap((check) => check.rules).flatMap((rule) => rule.findings);
  return {
    found: found
      .filter((one) => one.severity !== "info")
      .map((one) =>
        one.memory ? `${one.memory.state} ${one.ruleId} ${one.path.split("/").pop()} ${one.memory.firstSeenIn}` : `- ${one.ruleId}`,
      )
      .sort(),
    fixed: page.fixed.filter((one) => one.severity !== "info").map((one) => one.ruleId),
    comparedWith: scan.comparedWith,
    counts: scan.memory,
  };
}

describe("versions that are approved one after the other", () => {
  it("a finding is carried over, fixed, and new again when it comes back, with the version that had it first", async () => {
    await upload("stream", "1.0", BARE_EXCEPT);
    expect(await memoryOf("stream", "1.0")).toEqual({ found: ["- flake8/E722"], fixed: [], comparedWith: null, counts: null });

    await upload("stream", "1.1", `# a line more\n${BARE_EXCEPT}${SECOND}`);
    expect(await memoryOf("stream", "1.1")).toEqual({
      found: ["carried-over flake8/E722 extra.py 1.0", "new flake8/E722 extra.py 1.1"],
      fixed: [],
      comparedWith: { version: "1.0", kind: "approved" },
      counts: { new: 1, carriedOver: 1, fixed: 0 },
    });

    await upload("stream", "1.2", CLEAN);
    expect(await memoryOf("stream", "1.2")).toMatchObject({
      found: [],
      fixed: ["flake8/E722", "flake8/E722"],
      counts: { new: 0, carriedOver: 0, fixed: 2 },
    });

    await upload("stream", "1.3", SECOND);
    expect(await memoryOf("stream", "1.3")).toMatchObject({
      found: ["new flake8/E722 extra.py 1.1"],
      comparedWith: { version: "1.2", kind: "approved" },
      counts: { new: 1, carriedOver: 0, fixed: 0 },
    });
  });

  it("a renamed file moves its findings, which keep the version that had them first", async () => {
    await upload("moving", "1.0", BARE_EXCEPT);
    await upload("moving", "1.1", CLEAN, { files: { "tools.py": BARE_EXCEPT } });
    await upload("moving", "1.2", CLEAN, { files: { "helpers/__init__.py": "", "helpers/tools.py": BARE_EXCEPT } });
    expect(await memoryOf("moving", "1.2")).toMatchObject({ found: ["moved flake8/E722 tools.py 1.0"], fixed: [] });
  });

  it("streams do not mix: the experimental one has a past of its own", async () => {
    const experimental = { metadata: { experimental: "True" } };
    await upload("streams", "1.0", BARE_EXCEPT);
    await upload("streams", "2.0-beta", BARE_EXCEPT, experimental);
    expect((await memoryOf("streams", "2.0-beta")).comparedWith).toBeNull();
    await upload("streams", "2.1-beta", BARE_EXCEPT, experimental);
    expect((await memoryOf("streams", "2.1-beta")).comparedWith).toEqual({ version: "2.0-beta", kind: "approved" });
    await upload("streams", "1.1", BARE_EXCEPT);
    expect((await memoryOf("streams", "1.1")).comparedWith).toEqual({ version: "1.0", kind: "approved" });
  });

  it("what the page counts, the mail and lists of versions count too", async () => {
    await upload("counting", "1.0", BARE_EXCEPT);
    const version = await upload("counting", "1.1", `${BARE_EXCEPT}${SECOND}`);
    const scanId = version.currentScanId as string;
    const mail = await getMailScan(repository.db, scanId);
    const expected = { new: 1, carriedOver: 1, fixed: 0, comparedWith: { version: "1.0", kind: "approved" } };
    expect(mail?.memory).toEqual(expected);
    expect(mail?.findings.map((one) => one.isNew).sort()).toEqual([false, true]);
    expect((await listMemoryCounts(repository.db, version.pluginId, [scanId])).get(scanId)).toEqual(expected);
  });
});

describe("before anything is approved", () => {
  it("a corrected file is compared with the file before it", async () => {
    await upload("draft", "0.1", `${SHELL}${BARE_EXCEPT}`);
    await upload("draft", "0.1", BARE_EXCEPT);
    expect(await memoryOf("draft", "0.1")).toMatchObject({
      found: ["carried-over flake8/E722 extra.py 0.1"],
      fixed: ["bandit/B602"],
      comparedWith: { version: "0.1", kind: "last-file" },
    });
  });

  it("another number is compared with the draft before it", async () => {
    await upload("drafts", "0.1", SHELL);
    await upload("drafts", "0.2", SHELL);
    expect((await memoryOf("drafts", "0.2")).comparedWith).toEqual({ version: "0.1", kind: "draft" });
  });
});

it("is written once, though a scan is concluded again", async () => {
  await upload("twice", "1.0", BARE_EXCEPT);
  const version = await upload("twice", "1.1", BARE_EXCEPT);
  const scanId = version.currentScanId as string;
  const before = await repository.db.select().from(findingMemory).where(eq(findingMemory.scanId, scanId));
  expect(before.length).toBeGreaterThan(0);
  expect(await concludeScan(repository.db, scanId)).toBe("already-concluded");
  expect(await repository.db.select().from(findingMemory).where(eq(findingMemory.scanId, scanId))).toEqual(before);
});

it("visitors are not told what the version before had", async () => {
  await upload("visited", "1.0", BARE_EXCEPT);
  await upload("visited", "1.1", CLEAN);
  const report = await getVersionReport(repository.db, "visited", "1.1", null);
  expect(report?.scan).toMatchObject({ comparedWith: null, memory: null });
});
