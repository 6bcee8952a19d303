/** Brings a database up to date: our tables, then the queue's. Safe to run again and from several places at once. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as migrateOurs } from "drizzle-orm/node-postgres/migrator";
import { runMigrations } from "graphile-worker";
import { asAdministrator } from "./postgres/databases";

/** Any number will do as long as it stays the same: it keeps two migrating processes apart. */
const MIGRATION_LOCK = 4_172_026;

export async function migrate(url: string, migrationsFolder = "db/migrations"): Promise<void> {
  await asAdministrator(url, async (client) => {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrateOurs(drizzle(client), { migrationsFolder: path.resolve(migrationsFolder) });
    await runMigrations({ connectionString: url, logger: undefined });
  });
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const url = process.env.DATABASE_URL;
  if (!url) {
    console.error("Set DATABASE_URL to the database that shall be migrated.");
    process.exit(1);
  }
  await migrate(url);
  console.log("The database is up to date.");
}
