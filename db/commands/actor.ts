import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/permissions";
import type { Executor } from "../context";
import { apiTokens, pluginEditors, users } from "../schema";

/** Who sends a file: somebody signed in, or a program with their token. */
export type Uploader = { kind: "person"; userId: string } | { kind: "token"; userId: string; tokenId: string };
type PersonActor = Extract<Actor, { kind: "person" }>;
type TokenActor = Extract<Actor, { kind: "token" }>;

/**
 * The person, or their token, as an actor on one plugin. Role, suspension, editorship and the token's life are read again
 * here, inside the caller's transaction: a session that was opened before a suspension or a demotion gives no rights,
 * and a token ends with its person's rights.
 */
export async function actorFor(db: Executor, by: { kind?: "person"; userId: string }, pluginId: number | null): Promise<PersonActor>;
export async function actorFor(db: Executor, by: Uploader, pluginId: number | null): Promise<PersonActor | TokenActor>;
export async function actorFor(
  db: Executor,
  by: Uploader | { kind?: "person"; userId: string },
  pluginId: number | null,
): Promise<PersonActor | TokenActor> {
  const [row] = await db
    .select({ role: users.role, suspendedAt: users.suspendedAt, editor: pluginEditors.userId })
    .from(users)
    .leftJoin(pluginEditors, and(eq(pluginEditors.userId, users.id), eq(pluginEditors.pluginId, pluginId ?? -1)))
    .where(eq(users.id, by.userId));
  const isEditor = Boolean(row?.editor);
  const isSuspended = !row || row.suspendedAt !== null;
  if (by.kind !== "token") return { kind: "person", userId: by.userId, role: row?.role ?? "user", isEditor, isSuspended };
  const token = await liveToken(db, by);
  const isFor = token !== undefined && (token.pluginId === null || token.pluginId === pluginId);
  return {
    kind: "token",
    tokenId: by.tokenId,
    userId: by.userId,
    scope: token?.pluginId === null ? "account" : "plugin",
    isEditor: isEditor && isFor,
    isSuspended: isSuspended || !token,
  };
}

async function liveToken(db: Executor, { tokenId, userId }: { tokenId: string; userId: string }) {
  const [token] = await db
    .select({ pluginId: apiTokens.pluginId })
    .from(apiTokens)
    .where(and(eq(apiTokens.id, tokenId), eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, sql`now()`)));
  return token;
}

export const SYSTEM: Actor = { kind: "system" };

/** Editors who get mail about a plugin: suspended people get none. */
export async function listEditorIds(db: Executor, pluginId: number): Promise<string[]> {
  const rows = await db
    .select({ id: users.id })
    .from(pluginEditors)
    .innerJoin(users, eq(users.id, pluginEditors.userId))
    .where(and(eq(pluginEditors.pluginId, pluginId), isNull(users.suspendedAt)));
  return rows.map((row) => row.id);
}
