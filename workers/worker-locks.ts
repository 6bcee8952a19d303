import pg from "pg";
import { WORKER_LOCK_SPACE as LOCK_SPACE } from "@/lib/jobs";
import { log } from "@/lib/logger";

const REAP_EVERY_MS = 10_000;
const RETRY_MS = 500;

export interface WorkerLocks {
  /** Announces a pool of this process; its lock is held as long as the process lives and has its connection. */
  hold(poolId: string): Promise<void>;
  /** Unlocks the jobs of pools whose process is gone. */
  reap(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The queue has no heartbeat: a worker killed with -9 would keep its jobs for four hours. So each pool holds a session
 * advisory lock on its id, which PostgreSQL frees when the process dies, and every ten seconds the jobs of pools whose
 * lock is free are unlocked. After a restart of PostgreSQL the locks are taken again; should another worker have been
 * faster, the attempt token refuses the second result.
 */
export function createWorkerLocks(connectionString: string): WorkerLocks {
  const own = new Set<string>();
  let client: pg.Client | undefined;
  let isStopped = false;
  let queue: Promise<unknown> = Promise.resolve();

  /** One statement at a time on one connection; a broken connection is replaced and the locks are taken again. */
  const withClient = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const next = queue.then(async () => work(await connected()));
    queue = next.catch(() => {});
    return next;
  };

  const connected = async (): Promise<pg.Client> => {
    while (!client) {
      if (isStopped) throw new Error("stopped");
      const fresh = new pg.Client({ connectionString, application_name: "greenbadge-locks" });
      fresh.on("error", () => {
        if (client === fresh) client = undefined;
        if (!isStopped) void withClient(async () => {}).catch(() => {});
      });
      try {
        await fresh.connect();
        for (const poolId of own) await lock(fresh, poolId);
        client = fresh;
      } catch (error) {
        log.warn("worker.locks.reconnect", { error: String(error) });
        await fresh.end().catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    return client;
  };

  const lock = (on: pg.Client, poolId: string) => on.query("select pg_try_advisory_lock($1, hashtext($2))", [LOCK_SPACE, poolId]);

  const reap = () =>
    withClient(async (on) => {
      const { rows } = await on.query<{ id: string }>(
        `select distinct locked_by as id from graphile_worker._private_jobs
         where locked_by is not null and locked_at < now() - interval '10 seconds' and locked_by <> all($1)`,
        [[...own]],
      );
      for (const { id } of rows) {
        const { rows: answer } = await on.query<{ free: boolean }>("select pg_try_advisory_lock($1, hashtext($2)) as free", [
          LOCK_SPACE,
          id,
        ]);
        if (!answer[0]?.free) continue;
        await on.query("select graphile_worker.force_unlock_workers(array[$1::text])", [id]);
        await on.query("select pg_advisory_unlock($1, hashtext($2))", [LOCK_SPACE, id]);
        log.warn("worker.reaped", { poolId: id });
      }
    });

  const timer = setInterval(() => void reap().catch((error) => log.error("worker.reap.failed", error)), REAP_EVERY_MS);
  return {
    reap,
    hold: (poolId) =>
      withClient(async (on) => {
        own.add(poolId);
        await lock(on, poolId);
      }),
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await queue;
      await client?.end().catch(() => {});
    },
  };
}
