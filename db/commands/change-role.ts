import { eq } from "drizzle-orm";
import type { Role } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { users } from "../schema";
import { type AboutPerson, decideAboutPerson } from "./decide-about-person";

/**
 * Gives somebody another role, by an administrator. Counts from the next thing that they do: rights are read in each command.
 *
 * @returns as decideAboutPerson; conflict when they have the role already, or are suspended
 */
export function changeRole(db: Db, input: AboutPerson & { role: Role }): Promise<Result<object, AppError>> {
  return decideAboutPerson(db, input, "admin", async ({ tx, about, record }) => {
    if (about.role === input.role) return appError("conflict", "They have this role already.");
    if (about.suspendedAt && input.role !== "user") return appError("conflict", "They are suspended. Reinstate them first.");
    await tx.update(users).set({ role: input.role }).where(eq(users.id, about.id));
    await record("role-changed", { fromRole: about.role, toRole: input.role });
    return ok({});
  });
}
