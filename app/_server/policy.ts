import "server-only";
import { isReviewer } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { SignedInSession } from "./session";

/** Who may call an action or a route at all. Whose plugin it is, is the command's business. */
export type Policy = "signed-in" | "reviewer" | "admin";

/** To people who may not, a place for reviewers or admins does not exist. */
export function admit(policy: Policy, person: SignedInSession | null): Result<SignedInSession, AppError> {
  if (!person) return appError("unauthenticated", "You are not signed in, or your sign-in has ended. Sign in and try again.");
  const isAdmitted = policy === "signed-in" || (policy === "reviewer" ? isReviewer(person) : person.role === "admin");
  return isAdmitted ? ok(person) : appError("not-found", "There is nothing at this address.");
}
