import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { oneLine } from "@/lib/mailer/mail";
import type { Executor } from "../context";
import { type Account, type AccountPerson, getPersonByEmail, getPersonById } from "../queries/people";
import { accounts, sessions, users, verificationTokens } from "../schema";

const NAME_LENGTH = 100;

/**
 * Registers somebody whose address was verified: by a link that we sent, or by a provider that vouches for it.
 * One account per address, whatever its case: two sign-ins at the same moment give the same person.
 */
export async function registerPerson(db: Executor, input: { email: string; name: string; image: string | null }): Promise<AccountPerson> {
  const email = input.email.toLowerCase();
  await db
    .insert(users)
    .values({ email, name: oneLine(input.name, NAME_LENGTH), image: input.image, emailVerifiedAt: new Date() })
    .onConflictDoNothing();
  const person = await getPersonByEmail(db, email);
  if (!person) throw new Error("the account that was just registered is not there");
  return person;
}

export async function markEmailVerified(db: Executor, userId: string): Promise<AccountPerson> {
  await db
    .update(users)
    .set({ emailVerifiedAt: new Date() })
    .where(and(eq(users.id, userId), isNull(users.emailVerifiedAt)));
  const person = await getPersonById(db, userId);
  if (!person) throw new Error("the account that signs in is not there");
  return person;
}

/** Ties an account at a provider to a person. The caller has seen that the provider vouches for the person's address, which is verified by this. */
export async function linkAccount(db: Executor, userId: string, account: Account): Promise<void> {
  await markEmailVerified(db, userId);
  await db
    .insert(accounts)
    .values({ userId, ...account })
    .onConflictDoNothing();
}

/** @returns whether the session exists now: nobody who is suspended gets one */
export async function openSession(db: Executor, input: { userId: string; tokenHash: string; expiresAt: Date }): Promise<boolean> {
  const opened = await db
    .insert(sessions)
    .select(
      db
        .select({
          tokenHash: sql`${input.tokenHash}::text`.as("token_hash"),
          userId: users.id,
          expiresAt: sql`${input.expiresAt.toISOString()}::timestamptz`.as("expires_at"),
          createdAt: sql`now()`.as("created_at"),
        })
        .from(users)
        .where(and(eq(users.id, input.userId), isNull(users.suspendedAt))),
    )
    .returning({ userId: sessions.userId });
  return opened.length === 1;
}

export async function closeSession(db: Executor, tokenHash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
}

export interface SignInToken {
  identifier: string;
  tokenHash: string;
  expiresAt: Date;
}

export async function storeSignInToken(db: Executor, token: SignInToken): Promise<void> {
  await db.insert(verificationTokens).values(token);
}

/** Uses a sign-in link up: the second of two that come at once gets null. A link that arrived shows that its address takes mail. */
export async function takeSignInToken(db: Executor, token: Pick<SignInToken, "identifier" | "tokenHash">): Promise<SignInToken | null> {
  const [row] = await db
    .delete(verificationTokens)
    .where(and(eq(verificationTokens.identifier, token.identifier), eq(verificationTokens.tokenHash, token.tokenHash)))
    .returning();
  if (row)
    await db
      .update(users)
      .set({ emailBouncedAt: null })
      .where(and(sql`lower(${users.email}) = lower(${row.identifier})`, isNotNull(users.emailBouncedAt)));
  return row ?? null;
}
