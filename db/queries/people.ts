import { and, count, eq, gt, isNull, sql } from "drizzle-orm";
import type { Role, SignedIn } from "@/lib/domain/permissions";
import type { Executor } from "../context";
import { accounts, sessions, users, verificationTokens } from "../schema";

/** The person of a session that has not expired, unless suspended. */
export async function getSignedInBySession(db: Executor, tokenHash: string): Promise<(SignedIn & { email: string }) | null> {
  const [row] = await db
    .select({ userId: users.id, name: users.name, email: users.email, role: users.role, isTrusted: users.isTrusted })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, sql`now()`), isNull(users.suspendedAt)));
  return row ? { ...row, isSuspended: false } : null;
}

export interface DemoPerson {
  userId: string;
  name: string;
  email: string;
  role: Role;
  isTrusted: boolean;
}

/** The people that demo mode lets anybody sign in as: those of the seed, by their reserved address. */
export async function listDemoPeople(db: Executor): Promise<DemoPerson[]> {
  return db
    .select({ userId: users.id, name: users.name, email: users.email, role: users.role, isTrusted: users.isTrusted })
    .from(users)
    .where(and(sql`${users.email} like '%@demo.localhost'`, isNull(users.suspendedAt)))
    .orderBy(users.createdAt, users.email);
}

/** A person as sign-in needs them; suspended ones too. */
export interface AccountPerson {
  userId: string;
  email: string;
  name: string;
  image: string | null;
  emailVerifiedAt: Date | null;
  isSuspended: boolean;
}

/** Somebody's account at a sign-in provider. */
export interface Account {
  provider: string;
  providerAccountId: string;
}

const accountPerson = {
  userId: users.id,
  email: users.email,
  name: users.name,
  image: users.image,
  emailVerifiedAt: users.emailVerifiedAt,
  isSuspended: sql<boolean>`${users.suspendedAt} is not null`,
};

export async function getPersonById(db: Executor, userId: string): Promise<AccountPerson | null> {
  const [row] = await db.select(accountPerson).from(users).where(eq(users.id, userId));
  return row ?? null;
}

/** Addresses are compared without regard to case. */
export async function getPersonByEmail(db: Executor, email: string): Promise<AccountPerson | null> {
  const [row] = await db.select(accountPerson).from(users).where(sql`lower(${users.email}) = lower(${email})`);
  return row ?? null;
}

export async function getPersonByAccount(db: Executor, account: Account): Promise<AccountPerson | null> {
  const [row] = await db
    .select(accountPerson)
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(and(eq(accounts.provider, account.provider), eq(accounts.providerAccountId, account.providerAccountId)));
  return row ?? null;
}

/** How many links to this address still work. */
export async function countLiveSignInTokens(db: Executor, identifier: string): Promise<number> {
  const [row] = await db
    .select({ live: count() })
    .from(verificationTokens)
    .where(and(eq(verificationTokens.identifier, identifier), gt(verificationTokens.expiresAt, sql`now()`)));
  return row?.live ?? 0;
}
