import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Role, SignedIn } from "@/lib/domain/permissions";
import type { Executor } from "../context";
import { sessions, users } from "../schema";

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
