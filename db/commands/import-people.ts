import { createHash } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import type { Role } from "@/lib/domain/permissions";
import { unreachableAddress } from "@/lib/domain/reachable-address";
import type { Db, Tx } from "../context";
import { importedPeople, type UserEvent, userEvents, users } from "../schema";

export interface ImportedPerson {
  /** Who it is in the other repository, see `imported_people`. */
  sourceKey: string;
  name: string;
  /** Null: no address of their own. The account then stands for the name alone, and nobody can ever sign in to it. */
  email: string | null;
  role: Role;
  isTrusted: boolean;
  isSuspended: boolean;
  createdAt: Date | null;
}

/**
 * Takes people over, once each. An account is claimed by proof of its address alone: whoever signs in with that address,
 * verified as always, is that person. Somebody who signed in here before the import is met by address; rights are then
 * added to what they have, never taken. A later run changes nobody, so what was decided here since stays.
 *
 * @returns our ids by source key
 */
export function importPeople(db: Db, people: readonly ImportedPerson[]): Promise<Map<string, string>> {
  return db.transaction(async (tx) => {
    const known = await knownPeople(
      tx,
      people.map((one) => one.sourceKey),
    );
    for (const person of people) {
      if (known.has(person.sourceKey)) continue;
      const userId = await addPerson(tx, person);
      await tx.insert(importedPeople).values({ sourceKey: person.sourceKey, userId });
      known.set(person.sourceKey, userId);
    }
    return known;
  });
}

async function knownPeople(tx: Tx, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(importedPeople)
    .where(inArray(importedPeople.sourceKey, [...keys]));
  return new Map(rows.map((row) => [row.sourceKey, row.userId]));
}

async function addPerson(tx: Tx, person: ImportedPerson): Promise<string> {
  const email = person.email ?? unreachableAddress(createHash("sha256").update(person.sourceKey).digest("hex").slice(0, 32));
  const suspendedAt = person.isSuspended ? new Date() : null;
  const [added] = await tx
    .insert(users)
    .values({
      name: person.name,
      email,
      role: person.role,
      isTrusted: person.isTrusted,
      suspendedAt,
      ...(person.createdAt ? { createdAt: person.createdAt } : {}),
    })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (!added) return meetPerson(tx, email, person);
  await recordRights(tx, added.id, { role: "user", isTrusted: false, suspendedAt: null }, { ...person, suspendedAt });
  return added.id;
}

/** Somebody with this address is here: the rights of both, and no suspension of who runs this site. */
async function meetPerson(tx: Tx, email: string, person: ImportedPerson): Promise<string> {
  const [here] = await tx.select().from(users).where(sql`lower(${users.email}) = lower(${email})`).for("update");
  if (!here) throw new Error(`the account of ${person.sourceKey} could neither be added nor found`);
  const ranks: Role[] = ["user", "approver", "admin"];
  const role = ranks[Math.max(ranks.indexOf(here.role), ranks.indexOf(person.role))] as Role;
  const suspendedAt = here.suspendedAt ?? (person.isSuspended && here.role !== "admin" ? new Date() : null);
  const rights = { role, isTrusted: here.isTrusted || person.isTrusted, suspendedAt };
  await tx
    .update(users)
    .set({ ...rights, name: here.name || person.name })
    .where(eq(users.id, here.id));
  await recordRights(tx, here.id, here, rights);
  return here.id;
}

type Rights = Pick<typeof users.$inferSelect, "role" | "isTrusted" | "suspendedAt">;

/** What the import gave somebody stands in their history, as every decision about people does. */
async function recordRights(tx: Tx, userId: string, before: Rights, after: Rights): Promise<void> {
  const record = (event: UserEvent, roles = {}) => tx.insert(userEvents).values({ userId, actorKind: "importer", event, ...roles });
  if (before.role !== after.role) await record("role-changed", { fromRole: before.role, toRole: after.role });
  if (!before.isTrusted && after.isTrusted) await record("trusted");
  if (!before.suspendedAt && after.suspendedAt) await record("suspended");
}
