import { eq } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { sessions, stagedUploads, users } from "../schema";
import { type AboutPerson, decideAboutPerson } from "./decide-about-person";

/**
 * Suspends a person: their sessions end at once and none can begin, their tokens work no more. What they published stays; hiding
 * it is a decision of its own.
 *
 * @returns as decideAboutPerson; conflict for somebody who is suspended
 */
export function suspendUser(db: Db, input: AboutPerson): Promise<Result<object, AppError>> {
  return decideAboutPerson(db, input, "admin", async ({ tx, about, record }) => {
    if (about.suspendedAt) return appError("conflict", "They are suspended already.");
    await tx.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, about.id));
    await tx.delete(sessions).where(eq(sessions.userId, about.id));
    await tx.delete(stagedUploads).where(eq(stagedUploads.userId, about.id));
    await record("suspended");
    return ok({});
  });
}

/**
 * Ends a suspension: they may sign in again, and tokens that have neither ended nor been revoked work again. Their role and trust are as they were.
 *
 * @returns as decideAboutPerson; conflict for somebody who is not suspended
 */
export function reinstateUser(db: Db, input: AboutPerson): Promise<Result<object, AppError>> {
  return decideAboutPerson(db, input, "admin", async ({ tx, about, record }) => {
    if (!about.suspendedAt) return appError("conflict", "They are not suspended.");
    await tx.update(users).set({ suspendedAt: null }).where(eq(users.id, about.id));
    await record("reinstated");
    return ok({});
  });
}
