import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema";

export function connect(url: string, poolSize: number) {
  // Notices of migrations are noise; everything else of a connection is logged where it is handled.
  const sql = postgres(url, { max: poolSize, onnotice: () => {}, connect_timeout: 10, idle_timeout: 60 });
  return Object.assign(drizzle(sql, { schema }), { close: () => sql.end({ timeout: 5 }) });
}

export type Db = ReturnType<typeof connect>;
