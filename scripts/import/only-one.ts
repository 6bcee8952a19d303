import pg from "pg";

/** Any number that nothing else uses. */
const IMPORT_LOCK = 4_172_061;

/**
 * Runs `work` unless another import into this database runs. The lock ends with the connection, so with a killed process.
 * @throws Error in plain words when one does
 */
export async function asOnlyImport<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [IMPORT_LOCK]);
    if (!rows[0]?.locked) throw new Error("Another import into this database is running. Wait for its end.");
    return await work();
  } finally {
    await client.end();
  }
}
