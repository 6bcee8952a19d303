import { withdrawVanishedVersion } from "@/db/commands/follow-vanished";
import { listHeldVersions, listMirroredPlugins } from "@/db/queries/imports";
import type { ImportContext } from "../context";
import type { Offer } from "./import-public";

/** More at once looks like a fault of the source than like people who took versions back. */
const AT_ONCE = { versions: 20, share: 0.05 };

/**
 * Versions that the source offered once and does not offer any more: withdrawn here, since whoever took them back there
 * meant everybody. They come back when the source offers them again. A listing that has shrunk by much withdraws nothing
 * until an operator says that it is meant.
 */
export async function withdrawVanished(context: ImportContext, offers: ReadonlyMap<string, Offer>, accepts: boolean): Promise<void> {
  const { db, report } = context;
  const vanished: { id: number; where: string }[] = [];
  let mirrored = 0;
  for (const { pluginId, packageName } of await listMirroredPlugins(db)) {
    const offer = offers.get(packageName);
    const held = (await listHeldVersions(db, pluginId)).filter((one) => one.status === "approved" && one.isPublicBasis);
    mirrored += held.length;
    // Feeds alone name the newest versions only: what they leave out may be offered still.
    if (offer && !offer.isComplete) continue;
    for (const one of held) if (!offer?.versions.has(one.version)) vanished.push({ id: one.id, where: `${packageName} ${one.version}` });
  }
  if (vanished.length > Math.max(AT_ONCE.versions, mirrored * AT_ONCE.share) && !accepts) {
    report.count("vanished versions, left public", vanished.length);
    return report.note(
      "vanished",
      `${vanished.length} of ${mirrored} versions are no longer offered there. That is much at once, so they stay public here; run again with --accept-vanished if it is meant`,
    );
  }
  for (const { id, where } of vanished) {
    const isWithdrawn = await db.transaction((tx) => withdrawVanishedVersion(tx, id));
    if (!isWithdrawn) continue;
    report.count("versions withdrawn, no longer offered there");
    report.note(where, "is no longer offered there and was withdrawn");
  }
}
