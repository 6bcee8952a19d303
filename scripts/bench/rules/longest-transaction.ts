import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const LOOK_EVERY_MS = 10;

/** The writer of the feed's files keeps a transaction open meanwhile, in which it asks this: it locks nothing that anybody waits for. */
const FEED_WRITER = "select 1";

/** Looks again and again how long the oldest transaction of the database has run. @returns `end` says the longest seen, in milliseconds */
export async function watchTransactions(databaseUrl: string): Promise<{ end(): Promise<number> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  let longest = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const { rows } = await client.query<{ ms: number | null }>(
        `
        select max(extract(epoch from clock_timestamp() - xact_start) * 1000)::float as ms from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' and query not ilike 'listen%'
          and query <> $1 and backend_type = 'client backend'`,
        [FEED_WRITER],
      );
      longest = Math.max(longest, rows[0]?.ms ?? 0);
      await sleep(LOOK_EVERY_MS);
    }
  })();
  return {
    async end() {
      isOver = true;
      await watching;
      await client.end();
      return longest;
    },
  };
}
