import { eq } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { users } from "../schema";
import { type AboutPerson, decideAboutPerson } from "./decide-about-person";
import { queueEmails } from "./queue-email";

/**
 * Puts somebody on the list of trusted authors, or takes them off it; by an approver or an administrator. What they upload from now on is
 * published without a look by a person when the checks pass; what waits or is public already stays as it is. They are told by mail.
 *
 * @returns as decideAboutPerson; conflict when nothing would change, or for trust in somebody suspended
 */
export function changeTrust(db: Db, input: AboutPerson & { isTrusted: boolean }): Promise<Result<object, AppError>> {
  const { isTrusted } = input;
  return decideAboutPerson(db, input, "reviewer", async ({ tx, about, record }) => {
    if (about.isTrusted === isTrusted) return appError("conflict", isTrusted ? "They are trusted already." : "They are not trusted.");
    if (isTrusted && about.suspendedAt) return appError("conflict", "They are suspended.");
    await tx.update(users).set({ isTrusted }).where(eq(users.id, about.id));
    const subjectId = await record(isTrusted ? "trusted" : "trust-revoked");
    await queueEmails(tx, { kind: "trust-changed", subjectId, recipientIds: [about.id], requestId: input.requestId });
    return ok({});
  });
}
