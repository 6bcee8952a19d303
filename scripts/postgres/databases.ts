import pg from "pg";
import type { PostgresServer } from "./server";

/** One short administrative connection; `work` gets the client and it is closed afterwards. */
export async function asAdministrator<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the database when it is not there and returns its address. */
export async function ensureDatabase(server: PostgresServer, name: string): Promise<string> {
  await asAdministrator(server.url, async (client) => {
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  });
  return server.urlFor(name);
}
