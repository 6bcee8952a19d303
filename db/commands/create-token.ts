import { and, count, eq, gt, isNull, sql } from "drizzle-orm";
import { newApiToken } from "@/lib/api-token";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db, Tx } from "../context";
import { apiTokens, plugins, users } from "../schema";
import { actorFor } from "./actor";
import { inTransaction } from "./in-transaction";
import { queueEmails } from "./queue-email";

/** A token that nobody looks at for longer is a risk without a use. */
export const MAX_TOKEN_DAYS = 730;
/** Enough for every plugin and machine of a busy author; more is a program that makes them by mistake. */
const MAX_LIVE_TOKENS = 100;

export interface CreateTokenInput {
  person: { userId: string };
  /** What its person calls it, not empty. */
  name: string;
  /** The one plugin that it is for; null: all that the person edits, new ones included. */
  pluginId: number | null;
  /** How long it works, in days, at most `MAX_TOKEN_DAYS`. */
  days: number;
}

export interface CreatedToken {
  tokenId: string;
  /** The only time that anybody sees it. */
  token: string;
  expiresAt: Date;
}

/**
 * Makes a token, and tells its person by mail. Only its hash is kept.
 *
 * @returns suspended, not-found (no such plugin among those that the person edits), invalid (too many, or too long a life)
 */
export function createToken(db: Db, input: CreateTokenInput): Promise<Result<CreatedToken, AppError>> {
  return inTransaction(db, async (tx) => {
    if (!Number.isInteger(input.days) || input.days < 1 || input.days > MAX_TOKEN_DAYS)
      return appError("invalid", `A token lives between 1 and ${MAX_TOKEN_DAYS} days.`);
    // One at a time per person, so that the count below holds.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, input.person.userId)).for("update");
    const actor = await actorFor(tx, input.person, input.pluginId);
    if (actor.isSuspended) return appError("suspended", "Your account is suspended.");
    if (input.pluginId !== null && !(actor.isEditor && (await exists(tx, input.pluginId))))
      return appError("not-found", "You edit no such plugin.");
    if ((await countLive(tx, input.person.userId)) >= MAX_LIVE_TOKENS)
      return appError("invalid", `You have ${MAX_LIVE_TOKENS} tokens that work. Revoke those that you do not use.`);
    const { token, tokenHash, ending } = newApiToken();
    const expiresAt = new Date(Date.now() + input.days * 24 * 60 * 60 * 1000);
    const { pluginId, name } = input;
    const [row] = await tx
      .insert(apiTokens)
      .values({ userId: input.person.userId, pluginId, name: name.slice(0, 100), tokenHash, ending, expiresAt })
      .returning({ id: apiTokens.id });
    const tokenId = (row as { id: string }).id;
    // Also to whoever made it: a stranger in their account may have.
    await queueEmails(tx, { kind: "token-created", subjectId: tokenId, recipientIds: [input.person.userId] });
    return ok({ tokenId, token, expiresAt });
  });
}

async function exists(tx: Tx, pluginId: number): Promise<boolean> {
  const [row] = await tx
    .select({ id: plugins.id })
    .from(plugins)
    .where(and(eq(plugins.id, pluginId), isNull(plugins.deletedAt)));
  return row !== undefined;
}

async function countLive(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx
    .select({ live: count() })
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, sql`now()`)));
  return row?.live ?? 0;
}
