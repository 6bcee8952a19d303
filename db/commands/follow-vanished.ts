import { desc, eq } from "drizzle-orm";
import type { Tx } from "../context";
import { versionEvents } from "../schema";
import { transitionVersion } from "./transition-version";

const IMPORTER = { kind: "importer" } as const;
const REASON = "The repository that it was imported from no longer offers it.";

/** Takes an imported version out of what is public because its source did. @returns whether it did; false when it changed meanwhile */
export async function withdrawVanishedVersion(tx: Tx, versionId: number): Promise<boolean> {
  const moved = await transitionVersion(tx, { versionId, event: "import-vanished", actor: IMPORTER, facts: { reason: REASON } });
  return moved.ok;
}

/**
 * The source offers it again. Only what the importer itself withdrew comes back, and nothing that a scan has found blocked
 * or could not check since: an owner's or approver's word stands, and so does ours.
 * @returns whether it is public again
 */
export async function restoreVanishedVersion(tx: Tx, versionId: number): Promise<boolean> {
  const [last] = await tx
    .select({ event: versionEvents.event })
    .from(versionEvents)
    .where(eq(versionEvents.versionId, versionId))
    .orderBy(desc(versionEvents.id))
    .limit(1);
  const facts = { importerWithdrewIt: last?.event === "import-vanished" };
  const moved = await transitionVersion(tx, { versionId, event: "import-offered-again", actor: IMPORTER, facts });
  return moved.ok;
}
