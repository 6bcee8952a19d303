import { countDownload } from "@/db/commands/count-download";
import { recordFileDownload } from "@/db/commands/record-file-download";
import type { Executor } from "@/db/context";
import { type DownloadableFile, getDownloadableFile, maySeeDraft } from "@/db/queries/download";
import { getHiddenVersion } from "@/db/queries/hidden-versions";
import type { PublicFiles } from "@/db/queries/public-files";
import { hiddenVersionJson } from "@/lib/hidden-version-json";
import type { HttpAnswer, HttpQuestion } from "@/lib/http-answer";
import { log } from "@/lib/logger";
import { readDraftDownload } from "@/lib/signed-link";
import type { IntactFiles } from "@/lib/storage/intact-files";
import { noSuchFile } from "./no-such-file";
import { sendFile } from "./send-file";

export interface DownloadContext {
  db: Executor;
  publicFiles: PublicFiles;
  files: IntactFiles;
  /** AUTH_SECRET. */
  secret: string;
}

export interface DownloadInput {
  pkg: string;
  version: string;
  /** Of a signed link; only files that are not public need one. */
  token?: string;
}

/** A version that was public once says since when it is not: whoever has it should learn that. */
async function notThere(db: Executor, request: HttpQuestion, { pkg, version }: DownloadInput): Promise<HttpAnswer> {
  const hidden = await getHiddenVersion(db, pkg, version);
  if (!hidden) return noSuchFile(request, pkg);
  return {
    status: 404,
    headers: { "content-type": "application/json", "cache-control": "no-store", "access-control-allow-origin": "*" },
    body: Buffer.from(`${JSON.stringify(hiddenVersionJson(hidden))}\n`),
  };
}

/** `GET` and `HEAD /plugins/<pkg>/version/<version>/download/`. What never was public is 404, as if it did not exist. */
export async function answerDownload(
  { db, publicFiles, files, secret }: DownloadContext,
  request: HttpQuestion,
  input: DownloadInput,
): Promise<HttpAnswer> {
  const { pkg, version, token } = input;
  const file = token ? await getDownloadableFile(db, pkg, version) : await publicFiles.get(pkg, version);
  if (!file) return notThere(db, request, input);
  if (!file.isPublic) {
    const userId = await whoMayHaveDraft(db, secret, file, token);
    if (!userId) return notThere(db, request, input);
    // Before anything goes out, and each part on its own: no file that is not public leaves without its entry.
    if (request.method === "GET") await recordFileDownload(db, { ...file, userId });
  }
  const { answer, isDownload } = await sendFile(request, file, files);
  if (isDownload && file.isPublic) {
    await countDownload(db, { versionId: file.versionId, address: request.address, secret }).catch((cause: unknown) =>
      log.error("download.not-counted", cause, { versionId: file.versionId }),
    );
  }
  return answer;
}

async function whoMayHaveDraft(db: Executor, secret: string, file: DownloadableFile, token: string | undefined): Promise<string | null> {
  const userId = token ? readDraftDownload(secret, token, file) : null;
  return userId !== null && (await maySeeDraft(db, userId, file.pluginId)) ? userId : null;
}
