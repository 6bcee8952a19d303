import { and, eq, isNull } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { sessions, stagedUploads, users } from "../schema";

/**
 * Suspends a person: their sessions end at once and none can begin. What they published stays; hiding it is a decision
 * of its own. Suspending somebody twice changes nothing.
 *
 * @returns not-allowed unless `admin` is an administrator in good standing, not-found for an unknown person, invalid for oneself
 */
export async function suspendUser(
  db: Db,
  input: { admin: Pick<SignedIn, "userId">; userId: string },
): Promise<Result<{ userId: string }, AppError>> {
  if (input.admin.userId === input.userId) return appError("invalid", "You cannot suspend yourself.");
  return db.transaction(async (tx) => {
    const [admin] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, input.admin.userId), eq(users.role, "admin"), isNull(users.suspendedAt)))
      .for("share");
    if (!admin) return appError("not-allowed", "Only administrators may suspend people.");
    const [person] = await tx.select({ suspendedAt: users.suspendedAt }).from(users).where(eq(users.id, input.userId)).for("update");
    if (!person) return appError("not-found", "There is no such person.");
    if (!person.suspendedAt) await tx.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, input.userId));
    await tx.delete(sessions).where(eq(sessions.userId, input.userId));
    await tx.delete(stagedUploads).where(eq(stagedUploads.userId, input.userId));
    return ok({ userId: input.userId });
  });
}
