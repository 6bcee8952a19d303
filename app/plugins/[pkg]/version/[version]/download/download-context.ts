import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { openStorage } from "@/lib/storage";
import { IntactFiles } from "@/lib/storage/intact-files";
import type { DownloadContext } from "./answer-download";

const holder = globalThis as typeof globalThis & { greenbadgeFiles?: IntactFiles };

/** The process's database and files. What is known to be intact is kept on globalThis, as the pool is. */
export function downloadContext(): DownloadContext {
  const { dataDir, AUTH_SECRET: secret } = env();
  holder.greenbadgeFiles ??= new IntactFiles(openStorage(dataDir));
  return { db: getDb(), files: holder.greenbadgeFiles, secret };
}
