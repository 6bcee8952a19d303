"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { fieldErrors, formObject } from "@/app/_server/action";
import { beginSignIn } from "@/app/_server/begin-sign-in";
import { newSessionToken, SESSION_SECONDS, sessionCookieName, sessionCookieOptions, sessionHashOf } from "@/app/_server/session-cookie";
import { signInProblem } from "@/app/_server/sign-in-problem";
import { closeSession, openSession } from "@/db/commands/sign-in";
import { getDb } from "@/db/context";
import { listDemoPeople } from "@/db/queries/people";
import type { ActionState } from "@/lib/action-state";
import { env } from "@/lib/env";
import { safeReturnTo, urls } from "@/lib/urls";

// These forms are open to strangers by nature, so the wrapper for signed-in people does not fit. Next itself refuses
// server actions that another site's page sends.

const text = z.string().max(2000).catch("");
const NOT_AN_ADDRESS = "This is not a complete mail address. It looks like name@example.org.";
const mailForm = z.object({ email: z.string(NOT_AN_ADDRESS).trim().pipe(z.email(NOT_AN_ADDRESS).max(254, NOT_AN_ADDRESS)) });

/** Sends a link. The answer is the same whether or not there is an account. */
export async function signInByMail(_previous: ActionState, form: FormData): Promise<ActionState> {
  const parsed = mailForm.safeParse(formObject(form));
  if (!parsed.success) return { error: fieldErrors(parsed.error), values: { email: text.parse(form.get("email")) } };
  redirect(await beginSignIn("email", parsed.data, safeReturnTo(text.parse(form.get("from")))));
}

/** Demo mode only: signs in as one of the seeded people, without any proof. */
export async function signInAsDemoPerson(form: FormData): Promise<void> {
  if (!env().isDemo) redirect(urls.signIn());
  const userId = text.parse(form.get("userId"));
  const person = (await listDemoPeople(getDb())).find((one) => one.userId === userId);
  if (!person) redirect(signInProblem("failed"));
  const token = newSessionToken();
  const jar = await cookies();
  const before = jar.get(sessionCookieName())?.value;
  if (before) await closeSession(getDb(), sessionHashOf(before));
  const isOpen = await openSession(getDb(), {
    userId,
    tokenHash: sessionHashOf(token),
    expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000),
  });
  if (!isOpen) redirect(signInProblem("suspended"));
  jar.set(sessionCookieName(), token, { ...sessionCookieOptions(), maxAge: SESSION_SECONDS });
  redirect(safeReturnTo(text.parse(form.get("from"))));
}
