import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { countLiveWorkers } from "@/db/queries/operations";
import { pluginZip } from "@/tests/builders/plugin-zip";
import { type Program, startProgram, WORKER } from "../throw-away/program";
import { pythonModules } from "../throw-away/python-source";
import { seededRandom } from "../throw-away/random";
import type { ThrowAwayRepository } from "../throw-away/repository";
import { awaitVerdict } from "../upload/await-verdict";
import { sendPackage } from "../upload/send-package";

/** Python per upload: the median of 88 real plugins has about 300 KB. */
export const PYTHON_BYTES = 300_000;
/** Beside its code a plugin has images and forms. */
const OTHER_BYTES = 200_000;
const VERDICT_WITHIN_MS = 60_000;

export interface UploadTimes {
  /** From sending the first byte to the answer, milliseconds. */
  answers: number[];
  /** From the start of `acceptUpload`'s call to the stored verdict, milliseconds. */
  verdicts: number[];
}

/** A plugin of usual size, different for each number. */
export function benchPlugin(number: number): Uint8Array {
  const random = seededRandom(number);
  const noise = Uint8Array.from({ length: OTHER_BYTES }, () => random() * 256);
  return pluginZip({
    packageName: `bench_${number}`,
    name: `Bench ${number}`,
    files: { ...pythonModules(random, PYTHON_BYTES), "data/terrain.tif": Buffer.concat([Buffer.from("II*\0", "latin1"), noise]) },
  });
}

export async function startBenchWorker(repository: ThrowAwayRepository): Promise<Program> {
  mkdirSync(repository.config.dataDir, { recursive: true });
  const worker = startProgram(WORKER, repository.variables, join(repository.folder, "worker.log"));
  while ((await countLiveWorkers(repository.db)) === 0) {
    if (!worker.isAlive()) throw new Error("The worker could not be started.");
    await sleep(50);
  }
  return worker;
}

/**
 * Uploads one after another, each when nothing of the one before is left to do.
 *
 * @param options.first number of the first plugin: those of another call must differ
 * @param options.isBusy the queue has other work, whose end is not waited for
 */
export async function measureUploads(
  repository: ThrowAwayRepository,
  userId: string,
  count: number,
  { first = 0, isBusy = false } = {},
): Promise<UploadTimes> {
  const times: UploadTimes = { answers: [], verdicts: [] };
  // The first one pays for the worker's cold code and is not counted.
  for (let number = first; number <= first + count; number += 1) {
    const bytes = benchPlugin(number);
    const startedAt = Date.now();
    const clock = performance.now();
    const accepted = await sendPackage({ ...repository, userId }, { bytes });
    const answer = performance.now() - clock;
    if (!accepted.ok) throw new Error(JSON.stringify(accepted.error));
    const end = await awaitVerdict(repository.db, accepted.value.versionId, VERDICT_WITHIN_MS);
    if (end?.verdict !== "passed") throw new Error(`upload ${number} ended as ${end?.verdict}: ${end?.errored.join(", ")}`);
    if (number > first) {
      times.answers.push(answer);
      times.verdicts.push(end.concludedAt.getTime() - startedAt);
    }
    if (!isBusy) await untilIdle(repository);
  }
  return times;
}

async function untilIdle({ db }: ThrowAwayRepository): Promise<void> {
  for (;;) {
    const {
      rows: [row],
    } = await db.execute<{ count: number }>(
      sql`select count(*)::int as count from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier not in ('sweep', 'tidy', 'seal_audit', 'recheck_links')`,
    );
    if (row?.count === 0) return;
    await sleep(20);
  }
}
