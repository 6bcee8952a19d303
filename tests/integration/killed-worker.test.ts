import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { checkRuns, emails, versionEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { type Program, startProgram, WORKER } from "@/scripts/throw-away/program";
import { pythonModules } from "@/scripts/throw-away/python-source";
import { seededRandom } from "@/scripts/throw-away/random";
import { openThrowAwayRepository } from "@/scripts/throw-away/repository";
import { sendPackage } from "@/scripts/upload/send-package";
import { SHELL } from "@/tests/builders/findings";
import { pluginZip } from "@/tests/builders/plugin-zip";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";
import { waitFor } from "@/tests/helpers/wait-for";

/** What a killed worker had begun is taken up again within a minute. */
const WITHIN_MS = 60_000;
const TEST_MS = 90_000;
/** Its Python checks take seconds on any machine, so that a kill lands in the middle of them. */
const PYTHON_BYTES = 3_000_000;

let repository: TestRepository;
let owner: SignedIn;
const logFolder = mkdtempSync(join(tmpdir(), "greenbadge-killed-"));
const running: Program[] = [];

beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  await repository.person({ role: "approver" });
});
afterEach(() => Promise.all(running.splice(0).map((worker) => worker.end("SIGKILL"))));
afterAll(async () => {
  await repository.close();
  rmSync(logFolder, { recursive: true, force: true });
});

function startWorkerProcess(variables: Record<string, string | undefined> = repository.variables): Program {
  const worker = startProgram(WORKER, { ...process.env, ...variables }, join(logFolder, "worker.log"));
  running.push(worker);
  return worker;
}

/** As the site does: a worker that ends by itself, here for want of a database, is started again. */
function superviseWorker(variables: Record<string, string | undefined>): { stop(): Promise<void> } {
  let isStopped = false;
  let worker = startWorkerProcess(variables);
  const watch = () =>
    void worker.ended.then(() => {
      if (isStopped) return;
      worker = startWorkerProcess(variables);
      watch();
    });
  watch();
  return {
    async stop() {
      isStopped = true;
      await worker.end("SIGTERM");
    },
  };
}

const heavyZip = (packageName: string, files: Record<string, string> = {}) =>
  pluginZip({ packageName, name: packageName, files: { ...pythonModules(seededRandom(1), PYTHON_BYTES), ...files } });

type Db = TestRepository["db"];
const statesOf = (db: Db, scanId: string) =>
  db
    .select({ checkId: checkRuns.checkId, state: checkRuns.state, attempts: checkRuns.attempts })
    .from(checkRuns)
    .where(eq(checkRuns.scanId, scanId));

/** Returns while a Python check runs whose other checks wait. */
const untilPythonRuns = (db: Db, scanId: string) =>
  waitFor("a Python check to run", async () =>
    (await statesOf(db, scanId)).some((run) => run.checkId === "bandit" && run.state === "running"),
  );

async function lockedJobs(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`select id::text from graphile_worker._private_jobs where locked_at is not null`);
  return rows.map((row) => row.id);
}

async function expectOneOfEach(db: Db, { versionId, scanId, mails }: { versionId: number; scanId: string; mails: number }) {
  const concludes = await db
    .select({ scanId: versionEvents.scanId })
    .from(versionEvents)
    .where(and(eq(versionEvents.versionId, versionId), eq(versionEvents.event, "conclude")));
  expect(concludes).toEqual([{ scanId }]);
  await waitFor("the mails", async () => {
    const sent = await db.select({ state: emails.state }).from(emails).where(eq(emails.versionId, versionId));
    return sent.length === mails && sent.every((mail) => mail.state === "sent");
  });
  const results = await db
    .select()
    .from(emails)
    .where(and(eq(emails.versionId, versionId), eq(emails.kind, "validation-results")));
  expect(results).toHaveLength(1);
}

describe("a worker process", () => {
  it(
    "that is killed in the middle of a check is replaced: one verdict, one event, one mail of results",
    async () => {
      const { versionId } = await repository.accepted(owner, heavyZip("killed_one", { "shell.py": SHELL }));
      const scanId = (await repository.version(versionId)).currentScanId as string;
      const first = startWorkerProcess();
      await untilPythonRuns(repository.db, scanId);
      expect(await first.end("SIGKILL")).toBe("SIGKILL");
      const killedAt = Date.now();
      expect((await repository.version(versionId)).status).toBe("validating");

      startWorkerProcess();
      const version = await waitFor(
        "the second worker's verdict",
        async () => {
          const row = await repository.version(versionId);
          return row.status !== "validating" && row;
        },
        WITHIN_MS,
      );
      expect(Date.now() - killedAt).toBeLessThan(WITHIN_MS);
      expect(version).toMatchObject({ status: "blocked", effectiveVerdict: "blocked", currentScanId: scanId });
      const runs = await statesOf(repository.db, scanId);
      expect(runs.map((run) => run.state)).toEqual(Array(6).fill("finished"));
      expect(runs.find((run) => run.checkId === "bandit")?.attempts).toBe(2);
      await expectOneOfEach(repository.db, { versionId, scanId, mails: 2 });
    },
    TEST_MS,
  );

  it(
    "that is asked to end in the middle of a scan ends what it has begun, and the next one does the rest",
    async () => {
      const zips = ["asked_one", "asked_two"].map((name) => heavyZip(name));
      const accepted = [];
      for (const zip of zips) accepted.push(await repository.accepted(owner, zip));
      // What the killed one of the test before held is freed after ten seconds.
      const before = await lockedJobs(repository.db);
      const first = startWorkerProcess();
      const one = await repository.version(accepted[0]?.versionId as number);
      await untilPythonRuns(repository.db, one.currentScanId as string);
      const code = await first.end("SIGTERM");
      // 0: all that it had begun was ended. 1: the time to drain was over, and the next one takes it up.
      expect([0, 1]).toContain(code);
      if (code === 0) expect((await lockedJobs(repository.db)).filter((id) => !before.includes(id))).toEqual([]);

      startWorkerProcess();
      for (const { versionId } of accepted) {
        const version = await waitFor(
          "a verdict",
          async () => {
            const row = await repository.version(versionId);
            return row.status !== "validating" && row;
          },
          WITHIN_MS,
        );
        expect(version).toMatchObject({ status: "validated", effectiveVerdict: "passed" });
        await expectOneOfEach(repository.db, { versionId, scanId: version.currentScanId as string, mails: 3 });
      }
    },
    TEST_MS,
  );
});

it(
  "a PostgreSQL that crashes in the middle of a scan loses nothing",
  async () => {
    const own = await openThrowAwayRepository();
    let supervised: ReturnType<typeof superviseWorker> | undefined;
    try {
      const { userId } = await own.addPerson();
      supervised = superviseWorker(own.variables);
      const accepted = await sendPackage({ ...own, userId }, { bytes: heavyZip("database_crash", { "shell.py": SHELL }) });
      if (!accepted.ok) throw new Error(accepted.error.message);
      const { versionId } = accepted.value;
      const scanOf = async () => {
        const {
          rows: [row],
        } = await own.db.execute<{ id: string; verdict: string | null }>(
          sql`select id, verdict::text from scans where version_id = ${versionId}`,
        );
        return row as { id: string; verdict: string | null };
      };
      const { id: scanId } = await scanOf();
      await untilPythonRuns(own.db, scanId);
      await own.stopDatabase("immediate");
      await own.startDatabase();
      await waitFor("the verdict after the crash", async () => (await scanOf().catch(() => null))?.verdict === "blocked", WITHIN_MS);
      await expectOneOfEach(own.db, { versionId, scanId, mails: 2 });
    } finally {
      await supervised?.stop();
      await own.close();
    }
  },
  TEST_MS,
);
