import { readFile } from "node:fs/promises";
import { recordFileDownload } from "@/db/commands/record-file-download";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { appError } from "@/lib/errors";
import { openStorage } from "@/lib/storage";
import { route } from "../../../../../../../_server/route";
import { attachment, findOwnPatch, patchParams } from "../send-patch";

/** The fixed package, made of the editor's own file. */
export const GET = route(patchParams, "signed-in", async ({ input, person, requestId }) => {
  const found = await findOwnPatch(person, input);
  if (!found.ok) return found;
  const { patch, fileName, versionId, pluginId } = found.value;
  const storage = openStorage(env().dataDir);
  const sha256 = patch.artifactSha256 ?? "";
  if (!(await storage.isIntact(sha256))) return appError("not-found", "The fixed file is lost. Ask for the patch again.");
  const { userId } = person;
  await recordFileDownload(getDb(), { userId, pluginId, versionId, artifactSha256: sha256, by: "patch", requestId });
  return new Response(new Uint8Array(await readFile(storage.pathOf(sha256))), {
    headers: attachment("application/zip", `${fileName}.fixed.zip`),
  });
});
