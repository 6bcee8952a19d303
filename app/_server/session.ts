import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { getDb } from "@/db/context";
import { getSignedInBySession } from "@/db/queries/people";
import type { SignedIn } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import { sessionCookieName, sessionHashOf } from "./session-cookie";

export interface SignedInSession extends SignedIn {
  sessionHash: string;
  email: string;
}

/**
 * The person behind this request, or null. Read from the database on every request: a session that was revoked, has
 * expired, or belongs to somebody who was suspended ends at once. Asked once per request, however often it is called.
 */
export const getSignedIn = cache(async (): Promise<SignedInSession | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token) return null;
  const sessionHash = sessionHashOf(token);
  const person = await getSignedInBySession(getDb(), sessionHash);
  return person ? { ...person, sessionHash } : null;
});

/** For pages: sends strangers to the sign-in page, and back to `returnTo` afterwards. */
export async function requireSignedIn(returnTo: string): Promise<SignedInSession> {
  const person = await getSignedIn();
  if (!person) redirect(urls.signIn(returnTo));
  return person;
}
