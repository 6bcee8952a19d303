import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { erasedAddress } from "@/lib/domain/reachable-address";
import { type AppError, appError, fieldError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db, Tx } from "../context";
import { listSoleOwnerships } from "../queries/sole-ownerships";
import {
  accounts,
  apiTokens,
  auditEntries,
  auditReasons,
  dryRuns,
  emails,
  mailPreferences,
  pluginEditors,
  pluginInvitations,
  plugins,
  reviewFeeds,
  sessions,
  stagedUploads,
  userEvents,
  users,
  verificationTokens,
} from "../schema";
import { type AboutPerson, decideAboutPerson } from "./decide-about-person";
import { appendPluginEvent } from "./manage-plugin";

export const ERASED_NAME = "Erased person";

/**
 * Erases a person: name, address, picture, accounts at providers, sign-ins, tokens, dry runs, invitations, their part in plugins, and every reason that
 * was written about them. The row stays, empty and suspended, so that histories and the audit log still say that it was one and the same person who did
 * this and that; so do the versions that they uploaded, whose metadata is the author's own text.
 *
 * @param input.confirmation the person's address, typed by whoever erases
 * @returns as decideAboutPerson; invalid when the confirmation differs, conflict while a plugin has no other owner in good standing
 */
export function eraseUser(db: Db, input: AboutPerson & { confirmation: string }): Promise<Result<object, AppError>> {
  return decideAboutPerson(db, input, "admin", async ({ tx, about, record }) => {
    if (input.confirmation.trim().toLowerCase() !== about.email.toLowerCase())
      return fieldError("confirmation", "invalid", `This is not ${about.email}.`);
    await lockPluginsOf(tx, about.id);
    const orphans = await listSoleOwnerships(tx, about.id);
    if (orphans.length > 0)
      return appError(
        "conflict",
        `They are the only owner of ${orphans.map((one) => one.name).join(", ")}. Transfer that to another account first: a plugin is never without an owner.`,
      );
    await leavePlugins(tx, about.id, input);
    await removeTraces(tx, about);
    const emptied = { name: ERASED_NAME, email: erasedAddress(about.id), emailVerifiedAt: null, image: null };
    const rights = { role: "user" as const, isTrusted: false, suspendedAt: sql`now()`, erasedAt: sql`now()` };
    await tx
      .update(users)
      .set({ ...emptied, ...rights })
      .where(eq(users.id, about.id));
    await eraseReasonsAbout(tx, about.id);
    await record("erased");
    return ok({});
  });
}

/** As every command that changes who maintains a plugin. */
async function lockPluginsOf(tx: Tx, userId: string): Promise<void> {
  const own = tx.select({ id: pluginEditors.pluginId }).from(pluginEditors).where(eq(pluginEditors.userId, userId));
  await tx.select({ id: plugins.id }).from(plugins).where(inArray(plugins.id, own)).orderBy(asc(plugins.id)).for("update");
}

async function leavePlugins(tx: Tx, userId: string, { person, requestId }: AboutPerson): Promise<void> {
  const left = await tx.delete(pluginEditors).where(eq(pluginEditors.userId, userId)).returning({ pluginId: pluginEditors.pluginId });
  for (const { pluginId } of left) await appendPluginEvent(tx, { pluginId, event: "removed", person, subjectId: userId, requestId });
}

/** What holds their name, their address or a right of theirs. Tokens stay as ids, which histories name. */
async function removeTraces(tx: Tx, { id, email }: { id: string; email: string }): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.userId, id));
  await tx.delete(accounts).where(eq(accounts.userId, id));
  await tx.delete(stagedUploads).where(eq(stagedUploads.userId, id));
  await tx.delete(dryRuns).where(eq(dryRuns.userId, id));
  await tx.delete(verificationTokens).where(sql`lower(${verificationTokens.identifier}) = ${email.toLowerCase()}`);
  await tx.delete(pluginInvitations).where(or(eq(pluginInvitations.invitedBy, id), eq(pluginInvitations.email, email.toLowerCase())));
  await tx
    .update(apiTokens)
    .set({ name: "erased", revokedAt: sql`coalesce(${apiTokens.revokedAt}, now())` })
    .where(eq(apiTokens.userId, id));
  await tx
    .update(reviewFeeds)
    .set({ revokedAt: sql`coalesce(${reviewFeeds.revokedAt}, now())` })
    .where(eq(reviewFeeds.userId, id));
  await tx.delete(mailPreferences).where(eq(mailPreferences.userId, id));
  // Error texts of mail servers may quote the address, and the transport finds it by the message's id.
  await tx.update(emails).set({ lastError: null, messageId: null }).where(eq(emails.recipientId, id));
}

/** The log keeps their digests, whose salts go with the words. */
async function eraseReasonsAbout(tx: Tx, userId: string): Promise<void> {
  await tx.update(userEvents).set({ reason: null }).where(eq(userEvents.userId, userId));
  const about = and(eq(auditEntries.subjectId, userId), sql`${auditEntries.event} like 'user:%'`);
  await tx.delete(auditReasons).where(inArray(auditReasons.entryId, tx.select({ id: auditEntries.id }).from(auditEntries).where(about)));
}
