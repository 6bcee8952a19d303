import type { Actor } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Tx } from "../context";
import { actorFor } from "./actor";

/** The person as an administrator in good standing, read again in the caller's transaction; to everybody else there is nothing here. */
export async function requireAdmin(tx: Tx, person: { userId: string }): Promise<Result<Extract<Actor, { kind: "person" }>, AppError>> {
  const actor = await actorFor(tx, { userId: person.userId }, null);
  return actor.role === "admin" && !actor.isSuspended ? ok(actor) : appError("not-found", "There is nothing at this address.");
}
