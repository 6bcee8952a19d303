import { sql } from "drizzle-orm";
import { HARMLESS_MODE_WORDS, type HarmlessLaneMode } from "@/lib/domain/harmless-lane";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { getHarmlessLaneMode } from "../queries/settings";
import { settings } from "../schema";
import { inTransaction } from "./in-transaction";
import { recordAudit } from "./record-audit";
import { requireAdmin } from "./require-admin";

/**
 * Turns the harmless lane off, to a dry run, or on, for scans that conclude from now on.
 *
 * @param input.note why; must not be empty
 * @returns not-found unless an administrator asks, invalid without a note, conflict when it is so already
 */
export function setHarmlessLane(
  db: Db,
  input: { person: { userId: string }; mode: HarmlessLaneMode; note: string; requestId?: string },
): Promise<Result<{ mode: HarmlessLaneMode }, AppError>> {
  return inTransaction(db, async (tx) => {
    const admin = await requireAdmin(tx, input.person);
    if (!admin.ok) return admin;
    const note = input.note.trim();
    if (!note) return appError("invalid", "Say why, in a note: it is kept with the change.");
    // Two changes at once: the second sees the first.
    await tx.execute(sql`lock table settings in share row exclusive mode`);
    if ((await getHarmlessLaneMode(tx)) === input.mode)
      return appError("conflict", `It is set to “${HARMLESS_MODE_WORDS[input.mode].label}” already.`);
    await tx.insert(settings).values({ key: "harmless-lane", value: input.mode, note, setBy: admin.value.userId });
    const { mode, requestId } = input;
    await recordAudit(tx, { actor: admin.value, event: "harmless-lane:changed", facts: { mode }, reason: note, requestId });
    return ok({ mode });
  });
}
