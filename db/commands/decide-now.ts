import { and, eq } from "drizzle-orm";
import type { AppError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Executor, Tx } from "../context";
import { pendingDecisions } from "../schema";
import { inTransaction } from "./in-transaction";
import { approveVersion, rejectVersion, returnVersion } from "./review-version";

type Approval = Parameters<typeof approveVersion>[1];
type Return = Parameters<typeof returnVersion>[1];
type Rejection = Parameters<typeof rejectVersion>[1];
export type DecisionNow = { artifactSha256: string } & (
  | ({ decision: "approve" } & Approval)
  | ({ decision: "return" } & Return)
  | ({ decision: "reject" } & Rejection)
);

/** An imported version may be refused before it was ever scanned: no scan has this id. */
const NO_SCAN = "00000000-0000-0000-0000-000000000000";

/**
 * Decides at once, as the review page does, and keeps for the approver that it was done (db/queries/my-decisions.ts): there is no job,
 * and nothing to take back. Takes the place of their own decision from the queue that still waits.
 *
 * @returns the errors of the ordinary command
 */
export function decideNow(db: Executor, input: DecisionNow): Promise<Result<{ versionId: number }, AppError>> {
  return inTransaction(db, async (tx) => {
    const done = await carryOut(tx, input);
    if (!done.ok) return done;
    const { versionId, decision, artifactSha256, requestId, scanId = NO_SCAN } = input;
    const personId = input.person.userId;
    const own = and(eq(pendingDecisions.versionId, versionId), eq(pendingDecisions.personId, personId));
    await tx.delete(pendingDecisions).where(and(own, eq(pendingDecisions.state, "waiting")));
    const now = new Date();
    const outcome = { state: "done", decidedAt: now, takesEffectAt: now, endedAt: now } as const;
    await tx.insert(pendingDecisions).values({ versionId, personId, decision, scanId, artifactSha256, requestId, ...outcome });
    return ok({ versionId });
  });
}

function carryOut(tx: Tx, input: DecisionNow) {
  switch (input.decision) {
    case "approve":
      return approveVersion(tx, input);
    case "return":
      return returnVersion(tx, input);
    case "reject":
      return rejectVersion(tx, input);
  }
}
