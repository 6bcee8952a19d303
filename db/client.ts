import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { log } from "@/lib/logger";
import * as schema from "./schema";

export function connect(url: string, poolSize: number) {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000 });
  // A cut connection fails the query that uses it; without these listeners it would end the process.
  pool.on("error", (error) => log.warn("database.pool", { error: error.message }));
  pool.on("connect", (client) => client.on("error", (error) => log.warn("database.connection", { error: error.message })));
  return Object.assign(drizzle(pool, { schema }), { close: () => pool.end() });
}

export type Db = ReturnType<typeof connect>;
