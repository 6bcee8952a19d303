import { and, asc, inArray, isNull } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import type { Db, Tx } from "../context";
import { type UserEvent, userEvents, users } from "../schema";
import { inTransaction } from "./in-transaction";

type PersonRow = typeof users.$inferSelect;

/** A decision about somebody: who decides, about whom, why. */
export interface AboutPerson {
  person: Pick<SignedIn, "userId">;
  userId: string;
  /** Kept with the change, shown to administrators; must not be empty. */
  reason: string;
  requestId?: string;
}

interface Decision {
  tx: Tx;
  /** Their row, locked. */
  about: PersonRow;
  /** Appends to the person's history. @returns the event's id, as mails name it */
  record(event: UserEvent, roles?: { fromRole: PersonRow["role"]; toRole: PersonRow["role"] }): Promise<string>;
}

/**
 * Runs `fn` for somebody who may decide about people, in one transaction. Both rows are locked, in one order, before the role of who
 * decides is read: of two administrators who demote each other at the same moment, one keeps the role. Nobody decides about themselves, so there is
 * always an administrator left.
 *
 * @param who whose business it is: approvers' and administrators', or administrators' alone
 * @returns not-allowed for everybody else, invalid about oneself or without a reason, not-found for nobody or somebody erased
 */
export function decideAboutPerson<T>(
  db: Db,
  input: AboutPerson,
  who: "reviewer" | "admin",
  fn: (decision: Decision) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  const { person, userId, requestId } = input;
  const reason = input.reason.trim();
  return inTransaction(db, async (tx) => {
    const rows = await tx
      .select()
      .from(users)
      .where(and(inArray(users.id, [person.userId, userId]), isNull(users.erasedAt)))
      .orderBy(asc(users.id))
      .for("no key update");
    const decider = rows.find((row) => row.id === person.userId && row.suspendedAt === null);
    if (!decider || !(decider.role === "admin" || (who === "reviewer" && decider.role === "approver")))
      return appError(
        "not-allowed",
        who === "admin" ? "Only administrators may do this." : "Only approvers and administrators may do this.",
      );
    if (person.userId === userId) return appError("invalid", "Nobody decides about themselves. Ask somebody else.");
    const about = rows.find((row) => row.id === userId);
    if (!about) return appError("not-found", "There is no such person.");
    if (reason === "") return appError("invalid", "Write a reason: it is kept with the change.");
    const record: Decision["record"] = async (event, roles) => {
      const [row] = await tx
        .insert(userEvents)
        .values({ userId, actorKind: "person", actorId: person.userId, event, ...roles, reason: reason.slice(0, 2000), requestId })
        .returning({ id: userEvents.id });
      return String((row as { id: number }).id);
    };
    return fn({ tx, about, record });
  });
}
