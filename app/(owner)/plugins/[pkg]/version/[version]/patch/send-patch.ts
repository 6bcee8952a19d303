import { z } from "zod";
import { getDb } from "@/db/context";
import { getPatchedVersion, type StoredPatch } from "@/db/queries/patch";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { pathPart } from "../../../../../../_server/path-part";

export const patchParams = z.object({ pkg: z.string(), version: z.string() });

/** The patch of an editor's own version, or the answer that there is nothing. */
export async function findOwnPatch(
  person: { userId: string },
  { pkg, version }: z.output<typeof patchParams>,
): Promise<Result<{ patch: StoredPatch; fileName: string; versionId: number; pluginId: number }, AppError>> {
  const found = await getPatchedVersion(getDb(), person, pathPart(pkg), pathPart(version));
  if (found?.patch?.state !== "made") return appError("not-found", "There is nothing at this address.");
  // Names and versions are plain ASCII; anything else must not leave the quotes.
  const fileName = `${found.packageName}.${found.version}`.replace(/[^A-Za-z0-9._+-]/g, "_");
  return ok({ patch: found.patch, fileName, versionId: found.versionId, pluginId: found.pluginId });
}

export const attachment = (contentType: string, fileName: string): Record<string, string> => ({
  "content-type": contentType,
  "content-disposition": `attachment; filename="${fileName}"`,
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
});
