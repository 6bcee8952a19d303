import { z } from "zod";
import type { ImportedPerson } from "@/db/commands/import-people";
import type { AccountRow } from "./dump-rows";

const address = z.email().max(254);

export const accountKey = (id: number): string => `account:${id}`;

/**
 * What an account of today's site is here. Only an address can claim an account here, so one that nobody, or more than
 * one account, can claim gives no rights to anybody: it stands for a user name.
 */
export function mapPerson(row: AccountRow): { person: ImportedPerson; note: string | null } {
  const isClaimable = address.safeParse(row.email.trim()).success && row.same_address === 1;
  const hasRights = isClaimable && row.is_active;
  const person: ImportedPerson = {
    sourceKey: accountKey(row.id),
    // The feed names people by it.
    name: row.username,
    email: isClaimable ? row.email.trim().toLowerCase() : null,
    role: !hasRights ? "user" : row.is_superuser ? "admin" : row.is_staff ? "approver" : "user",
    isTrusted: hasRights && (row.can_approve || row.is_superuser),
    isSuspended: !row.is_active,
    createdAt: row.date_joined,
  };
  if (isClaimable) return { person, note: null };
  const lost = row.is_staff || row.is_superuser || row.can_approve ? "; the rights that it had are given to nobody" : "";
  const why = row.same_address > 1 && row.email.trim() !== "" ? `shares its address with ${row.same_address - 1} other` : "has no address";
  return { person, note: `${why}, so nobody can sign in to it${lost}` };
}
