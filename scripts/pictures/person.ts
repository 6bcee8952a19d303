import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { Person, Site } from "@/tests/helpers/e2e-site";

/** Somebody new whose name and address are the same in every run. */
export async function personCalled(site: Site, name: string, facts: Partial<Pick<SignedIn, "role" | "isTrusted">> = {}): Promise<Person> {
  const person = await site.person(facts);
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}@example.org`;
  await site.db.update(users).set({ name, email }).where(eq(users.id, person.userId));
  return { ...person, name, email };
}
