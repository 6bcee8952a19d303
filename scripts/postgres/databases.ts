import postgres from "postgres";
import type { PostgresServer } from "./server";

/** One short administrative connection; `work` gets the client and it is closed afterwards. */
export async function asAdministrator<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** Makes the database when it is not there and returns its address. */
export async function ensureDatabase(server: PostgresServer, name: string): Promise<string> {
  await asAdministrator(server.url, async (sql) => {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  });
  return server.urlFor(name);
}
