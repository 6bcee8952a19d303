import { and, eq } from "drizzle-orm";
import { hidesWords } from "@/lib/domain/review-queue";
import type { Tx } from "../context";
import { listRulesThatMayHide } from "../queries/hidden-critical";
import { pluginEditors, users, versions } from "../schema";
import { SYSTEM } from "./actor";
import { approveHarmless } from "./approve-harmless";
import { NOT_PUBLIC_THERE } from "./insert-imported-version";
import { findOtherWithName } from "./take-public-name";
import { transitionVersion } from "./transition-version";

type VersionRow = typeof versions.$inferSelect;

/**
 * Publishes a validated version of a trusted owner, or one that changes only what is harmless; when that may not be, writes
 * down in one sentence why it waits for a person.
 *
 * @returns whether it is public now
 */
export async function publishAutomatically(tx: Tx, version: VersionRow, requestId?: string): Promise<boolean> {
  const uploader = await getUploader(tx, version);
  const mayHide = version.currentScanId ? await listRulesThatMayHide(tx, version.currentScanId) : [];
  const moved = await transitionVersion(tx, {
    versionId: version.id,
    event: "approve-automatically",
    actor: SYSTEM,
    facts: {
      ownerIsTrusted: uploader.isTrusted,
      askedToWait: version.asksToWait,
      hasNewCriticalSuppression: version.newCriticalSuppressions > 0 || mayHide.length > 0,
      reason: whyByItself(version),
    },
    requestId,
  });
  if (moved.ok) return true;
  const lane = await approveHarmless(tx, version, whyNoLane(version, uploader, mayHide), requestId);
  if (lane.isPublished) return true;
  const nameHolder = await findOtherWithName(tx, version.metadata.name, version.pluginId);
  const waitsBecause = [whyItWaits(version, uploader, mayHide, nameHolder), lane.sentence].filter(Boolean).join(" ");
  await tx.update(versions).set({ waitsBecause }).where(eq(versions.id, version.id));
  return false;
}

interface Uploader {
  isTrusted: boolean;
  mayUpload: boolean;
}

/** Stands in the version's history and the audit log. */
function whyByItself({ effectiveVerdict, effectiveReason }: VersionRow): string {
  const kept = (effectiveReason?.suppressed ?? 0) + (effectiveReason?.accepted ?? 0);
  const found = effectiveVerdict === "passed" ? "the checks found nothing that counts" : "the checks found advice only";
  const hidden = kept > 0 ? ", and no critical finding is hidden that no approver had seen" : "";
  return `Its uploader is a trusted author, nobody asked for a look, ${found}${hidden}.`;
}

/** Trust counts only for somebody who may still upload for this plugin. */
async function getUploader(tx: Tx, version: VersionRow): Promise<Uploader> {
  if (!version.uploadedBy) return { isTrusted: false, mayUpload: false };
  const [row] = await tx
    .select({ isTrusted: users.isTrusted, suspendedAt: users.suspendedAt })
    .from(users)
    .innerJoin(pluginEditors, and(eq(pluginEditors.userId, users.id), eq(pluginEditors.pluginId, version.pluginId)))
    .where(eq(users.id, version.uploadedBy));
  const mayUpload = row !== undefined && row.suspendedAt === null;
  return { isTrusted: mayUpload && row.isTrusted, mayUpload };
}

/** Why even a harmless version is not published without a person. */
function whyNoLane(version: VersionRow, { mayUpload }: Uploader, mayHide: readonly string[]): string | null {
  if (mayHide.length > 0) return tooManyToTell(mayHide);
  if (version.asksToWait) return "Its uploader asked for a look by an approver.";
  return mayUpload ? null : "Its uploader may no longer upload for this plugin.";
}

/** @param rules of which there are more places than are kept */
const tooManyToTell = (rules: readonly string[]): string =>
  `It has more places of ${rules.join(", ")} than can be listed, so nobody can tell whether a comment in the code hides something critical.`;

function whyItWaits(version: VersionRow, uploader: Uploader, mayHide: readonly string[], nameHolder: string | null): string {
  if (nameHolder) return `Another plugin (${nameHolder}) has taken the name “${version.metadata.name}” meanwhile.`;
  const count = version.newCriticalSuppressions;
  if (count > 0) return hidesWords(count);
  if (mayHide.length > 0) return tooManyToTell(mayHide);
  if (version.uploadedVia === "import") return NOT_PUBLIC_THERE;
  if (version.asksToWait) return "The uploader asked for a look by an approver.";
  if (!uploader.isTrusted) return "Every version is looked at by an approver until its author is trusted.";
  return "It needs a look by an approver.";
}
