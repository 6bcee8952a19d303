import type { JobHelpers, TaskList } from "graphile-worker";
import { noteCronSuccess } from "@/db/commands/note-cron-success";
import type { Db } from "@/db/context";
import type { FeedDocuments } from "@/db/queries/feed-documents";
import type { Env } from "@/lib/env";
import { JOB_SCHEMAS, type JobName, type JobPayload } from "@/lib/jobs";
import { log } from "@/lib/logger";
import type { Mailer } from "@/lib/mailer";
import type { Network } from "@/lib/safe-fetch/network";
import type { Storage } from "@/lib/storage";
import type { SpareProcesses } from "@/scanners/core/scan-process-start";

/** What a task works with; made once per worker process. */
export interface WorkerDeps {
  db: Db;
  env: Env;
  storage: Storage;
  mailer: Mailer;
  /** What requests to other people's addresses may reach. */
  network: Network;
  /** The documents of the feed. */
  feed: FeedDocuments;
  /** Path of the bundled scan process. */
  scanEntry: string;
  /** Path of the bundled thread that compares for the harmless lane. */
  harmlessEntry: string;
  /** Path of the bundled process that makes patches. */
  patchEntry: string;
  /** Scan processes that wait for work. */
  spares: SpareProcesses;
  /** Aborted when the worker must end now, after it had time to drain. */
  shutdown: AbortSignal;
}

export interface JobInfo {
  id: string;
  /** 1 for the first try. */
  attempt: number;
  isLastAttempt: boolean;
}

export interface Task<N extends JobName> {
  name: N;
  run(payload: JobPayload<N>, deps: WorkerDeps, job: JobInfo): Promise<void>;
}

/** A task of any job: what lists of tasks hold. */
export type AnyTask = { [N in JobName]: Task<N> }[JobName];

export const defineTask = <N extends JobName>(name: N, run: Task<N>["run"]): Task<N> => ({ name, run });

/** Tasks in the queue's shape: the payload parsed, start and end logged, a failure logged once and thrown on. */
export function toTaskList(tasks: readonly AnyTask[], deps: WorkerDeps): TaskList {
  return Object.fromEntries(
    tasks.map((task) => [
      task.name,
      async (raw: unknown, helpers: JobHelpers) => {
        const payload = JOB_SCHEMAS[task.name].parse(raw ?? {});
        const { id, attempts, max_attempts: maxAttempts } = helpers.job;
        const about = { task: task.name, jobId: id, attempt: attempts, ...(payload as Record<string, string>) };
        const started = performance.now();
        try {
          await task.run(payload as never, deps, { id, attempt: attempts, isLastAttempt: attempts >= maxAttempts });
          const durationMs = Math.round(performance.now() - started);
          // The queue marks what it began by the clock.
          if ("_cron" in (payload as object)) await noteCronSuccess(deps.db, task.name, durationMs);
          log.info("job.finished", { ...about, durationMs });
        } catch (error) {
          log.error("job.failed", error, about);
          throw error;
        }
      },
    ]),
  );
}
