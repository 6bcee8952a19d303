import { eq } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import type { Db } from "../context";
import { pendingDecisions, versions } from "../schema";
import { decideLater } from "./decide-later";
import type { Looked } from "./review-version";

interface Batch {
  person: Pick<SignedIn, "userId">;
  rows: readonly (Looked & { versionId: number })[];
  requestId?: string;
}

/**
 * Approves several versions from a list, each for itself: one that is refused stops none of the others, and its refusal
 * is kept for the approver like that of a decision which failed later.
 */
export async function approveBatch(db: Db, { person, rows, requestId }: Batch): Promise<{ taken: number; refused: number }> {
  let taken = 0;
  for (const row of rows) {
    const decided = await decideLater(db, { ...row, person, decision: "approve", isFromList: true, requestId });
    if (decided.ok) taken += 1;
    else await keepRefusal(db, { ...row, personId: person.userId, problem: decided.error.message, requestId });
  }
  return { taken, refused: rows.length - taken };
}

async function keepRefusal(
  db: Db,
  refused: Looked & { versionId: number; personId: string; problem: string; requestId?: string },
): Promise<void> {
  const now = new Date();
  await db.transaction(async (tx) => {
    // A draft that its owner deleted meanwhile has nothing left to name.
    const [version] = await tx.select({ id: versions.id }).from(versions).where(eq(versions.id, refused.versionId)).for("share");
    if (!version) return;
    await tx.insert(pendingDecisions).values({ ...refused, decision: "approve", state: "failed", takesEffectAt: now, endedAt: now });
  });
}
