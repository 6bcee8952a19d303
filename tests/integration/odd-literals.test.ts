/** What a scan quotes from a package can hold characters that PostgreSQL refuses: the findings are kept all the same. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkRuns, findings } from "@/db/schema";
import { pluginZip } from "@/tests/builders/findings";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";

let repository: TestRepository;
beforeAll(async () => {
  repository = await openRepository();
  await repository.work();
});
afterAll(() => repository.close());

const CODE = String.raw`
import subprocess
password = "\x00abc\ud800zz"
open("/tmp/\x00x\ud800")
def f(x, y="\x00\ud800", password="\x00\ud83d"):
    subprocess.Popen("\x00 \ud800 " + x, shell=True)
    query = "select \x00 \ud800 from a where b = '%s'" % x
    "%(\x00)s" % {"a": 1}
    {"\x00": 1, "\x00": 2}
`;

it("a NUL and half a character in literals, a long line cut within one", async () => {
  const long = "\u{1f9ed}".repeat(300);
  const files = { "x.py": `a = '${long}'\nexec('${long}x')\npassword = 'x${long}'\n` };
  const owner = await repository.person();
  const { versionId } = await repository.accepted(owner, pluginZip(CODE, { packageName: "odd_literals", name: "Odd", files }));
  const version = await repository.settled(versionId);
  const scanId = version.currentScanId as string;
  const runs = await repository.db.select().from(checkRuns).where(eq(checkRuns.scanId, scanId));
  expect(runs.map((run) => [run.checkId, run.state, run.errorDetail]).filter(([, state]) => state !== "finished")).toEqual([]);
  const found = await repository.db.select().from(findings).where(eq(findings.scanId, scanId));
  expect(found.map((one) => one.ruleId)).toContain("bandit/B602");
  expect(version).toMatchObject({ status: "blocked", effectiveVerdict: "blocked" });
});
