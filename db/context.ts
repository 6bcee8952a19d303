import { env } from "@/lib/env";
import { connect, type Db } from "./client";

export type { Db };

export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** First argument of every query and command: the pool, or the caller's transaction. */
export type Executor = Db | Tx;

const holder = globalThis as typeof globalThis & { greenbadgeDb?: Db };

/** The process's pool. Kept on globalThis, so that a development server that reloads modules keeps one. */
export function getDb(): Db {
  holder.greenbadgeDb ??= connect(env().DATABASE_URL, env().DATABASE_POOL_SIZE);
  return holder.greenbadgeDb;
}
