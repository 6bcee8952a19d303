import { route } from "@/app/_server/route";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { validateThreadEntry } from "@/lib/program-entries";
import { openStorage } from "@/lib/storage";
import { pluginAddress, versionAddress } from "@/lib/validation/plugin-address";
import { methodNotAllowed } from "./answer";
import { answerUpload, type UploadContext } from "./answer-upload";

export function uploadContext(requestId: string): UploadContext {
  const config = env();
  return { db: getDb(), env: config, storage: openStorage(config.dataDir), validateEntry: validateThreadEntry(), requestId };
}

/** A file is sent with POST; every other method is told so. */
const methods = <H>(POST: H) => {
  const no = methodNotAllowed;
  return { POST, GET: no, HEAD: no, PUT: no, PATCH: no, DELETE: no };
};

// "public": who may upload is asked inside, by the token alone. A cookie counts for nothing here.

/** For a new version, or a new file of one that may be replaced. */
export const uploadMethods = methods(
  route(pluginAddress, "public", ({ input, request, requestId }) =>
    answerUpload(uploadContext(requestId), request, { packageName: input.pkg }),
  ),
);

/** For a new file of the version that the address names. */
export const replaceMethods = methods(
  route(versionAddress, "public", ({ input, request, requestId }) =>
    answerUpload(uploadContext(requestId), request, { packageName: input.pkg, version: input.version }),
  ),
);
