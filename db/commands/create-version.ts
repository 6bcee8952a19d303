import { eq } from "drizzle-orm";
import type { Actor } from "@/lib/domain/permissions";
import { decideTransition } from "@/lib/domain/version-status";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { PackageValidation } from "@/scanners/archive/types";
import type { Tx } from "../context";
import { versions } from "../schema";
import { requestLinkChecks } from "./check-links";
import { packageColumns } from "./package-columns";
import { startScan } from "./start-scan";
import { appendEvent } from "./transition-version";

export type UploadVia = "web" | "token" | "xmlrpc";

export interface Upload {
  actor: Extract<Actor, { userId: string }>;
  file: { sha256: string };
  validation: Extract<PackageValidation, { ok: true }>;
  asksToWait: boolean;
  via: UploadVia;
  /** Ids of rules, as a client sent them. */
  requestedSkips?: readonly string[];
  requestId?: string;
}

/** Inserts a version in state validating with its scan and jobs. */
export async function createVersion(
  tx: Tx,
  pluginId: number,
  upload: Upload & { isNewPlugin: boolean },
): Promise<Result<{ versionId: number; scanId: string }, AppError>> {
  const { actor, file, validation, requestId } = upload;
  const event = upload.isNewPlugin ? "accept-new-plugin" : "accept-new-version";
  const decided = decideTransition(null, event, actor, {
    effectiveVerdict: null,
    basis: null,
    wasEverApproved: false,
    previousStatus: null,
    packageRulesPassed: true,
    nameIsFree: true,
  });
  if (!decided.ok) return appError("not-allowed", "You may not upload to this plugin.");
  const [version] = await tx
    .insert(versions)
    .values({
      pluginId,
      version: validation.metadata.version,
      artifactSha256: file.sha256,
      status: "validating",
      ...packageColumns(validation),
      uploadedBy: actor.userId,
      uploadedVia: upload.via,
      asksToWait: upload.asksToWait,
      requestedSkips: [...(upload.requestedSkips ?? [])],
    })
    .returning();
  const row = version as typeof versions.$inferSelect;
  const { scanId } = await startScan(tx, { kind: "upload", versionId: row.id, pluginId, artifactSha256: file.sha256, requestId });
  await tx.update(versions).set({ currentScanId: scanId }).where(eq(versions.id, row.id));
  await appendEvent(tx, { version: row, event, actor, from: null, to: "validating", scanId, requestId });
  await requestLinkChecks(tx, row.id, requestId);
  return ok({ versionId: row.id, scanId });
}
