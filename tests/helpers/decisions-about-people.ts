import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { TestRepository } from "./repository";

export type Outcome = Promise<{ ok: boolean; error?: { code: string; message: string } }>;

export async function codeOf(outcome: Outcome): Promise<string | undefined> {
  const result = await outcome;
  return result.ok ? "ok" : result.error?.code;
}

/** What every decision about a person names. */
export const about = (decider: SignedIn, person: SignedIn, reason = "Years of good work.") => ({
  ...{ person: decider, userId: person.userId, reason },
});

export async function rowOf({ db }: TestRepository, person: SignedIn): Promise<typeof users.$inferSelect> {
  const [row] = await db.select().from(users).where(eq(users.id, person.userId));
  if (!row) throw new Error("the row is gone");
  return row;
}
