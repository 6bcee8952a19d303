import { getDb } from "@/db/context";
import { type PublicFiles, publicFilesOf } from "@/db/queries/public-files";
import { env } from "@/lib/env";
import { openStorage } from "@/lib/storage";
import { IntactFiles } from "@/lib/storage/intact-files";
import type { DownloadContext } from "./answer-download";

const holder = globalThis as typeof globalThis & { greenbadgeFiles?: IntactFiles; greenbadgePublicFiles?: PublicFiles };

/** The process's database and files. What is known to be intact and to be public is kept on globalThis, as the pool is. */
export function downloadContext(): DownloadContext {
  const { dataDir, AUTH_SECRET: secret } = env();
  holder.greenbadgeFiles ??= new IntactFiles(openStorage(dataDir));
  holder.greenbadgePublicFiles ??= publicFilesOf(getDb());
  return { db: getDb(), publicFiles: holder.greenbadgePublicFiles, files: holder.greenbadgeFiles, secret };
}
