import { z } from "zod";
import { stageUpload } from "@/db/commands/stage-upload";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { appError } from "@/lib/errors";
import { log } from "@/lib/logger";
import { ok } from "@/lib/result";
import { openStorage } from "@/lib/storage";
import { route } from "../../../../_server/route";
import { receiveFile } from "./receive-file";

/** Takes the bytes of an upload while the browser shows how far it is; the form's action then names the returned id. */
export const POST = route(z.object({}), "signed-in", async ({ person, request, requestId }) => {
  const received = await receiveFile(request, openStorage(env().dataDir)).catch((cause) => {
    // Nobody is left to read an answer, and nothing was stored.
    log.warn("upload.connection.lost", { requestId, cause: cause instanceof Error ? cause.name : "unknown" });
    return appError("invalid", "The connection was lost before the whole file had arrived. Nothing was stored.");
  });
  if (!received.ok) return received;
  const { sha256, sizeBytes, fileName } = received.value;
  return ok(await stageUpload(getDb(), { userId: person.userId, sessionHash: person.sessionHash, sha256, sizeBytes, fileName }));
});
