import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "../context";
import { idempotencyKeys } from "../schema";

interface KeyOfToken {
  tokenId: string;
  /** What the client calls its request. */
  key: string;
}

export type Claim =
  /** Nobody has used the key: the caller does the work, then calls `keepAnswer` or `releaseKey`. */
  | { kind: "new" }
  | { kind: "answered"; answer: unknown }
  | { kind: "under-way" }
  /** The key was used for another request. */
  | { kind: "other-request" };

/**
 * Takes a client's key for one request. Of two requests at the same moment one gets it. An answer is remembered for 24
 * hours; a request that never ended, because its process died, holds its key for ten minutes.
 *
 * @param requestHash of everything that makes the request what it is
 */
export async function claimKey(db: Db, { tokenId, key, requestHash }: KeyOfToken & { requestHash: string }): Promise<Claim> {
  const { createdAt, answer } = idempotencyKeys;
  const [claimed] = await db
    .insert(idempotencyKeys)
    .values({ tokenId, key, requestHash })
    .onConflictDoUpdate({
      target: [idempotencyKeys.tokenId, idempotencyKeys.key],
      set: { requestHash, answer: null, createdAt: sql`now()` },
      setWhere: or(lt(createdAt, sql`now() - interval '24 hours'`), and(isNull(answer), lt(createdAt, sql`now() - interval '10 minutes'`))),
    })
    .returning({ key: idempotencyKeys.key });
  if (claimed) return { kind: "new" };
  const [row] = await db.select().from(idempotencyKeys).where(isKey({ tokenId, key }));
  // Released between the two statements: whoever held it is just ending.
  if (!row) return { kind: "under-way" };
  if (row.requestHash !== requestHash) return { kind: "other-request" };
  return row.answer === null ? { kind: "under-way" } : { kind: "answered", answer: JSON.parse((row.answer as KeptAnswer).text) };
}

/** JSON within JSON: an answer may show what a client sent, and PostgreSQL's JSON holds not every character that JSON does. */
interface KeptAnswer {
  text: string;
}

export async function keepAnswer(db: Db, { answer, ...key }: KeyOfToken & { answer: unknown }): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ answer: { text: JSON.stringify(answer) } satisfies KeptAnswer })
    .where(isKey(key));
}

/** Nothing came of the request, or only "try again": the key is free. */
export async function releaseKey(db: Db, key: KeyOfToken): Promise<void> {
  await db.delete(idempotencyKeys).where(and(isKey(key), isNull(idempotencyKeys.answer)));
}

const isKey = ({ tokenId, key }: KeyOfToken) => and(eq(idempotencyKeys.tokenId, tokenId), eq(idempotencyKeys.key, key));
