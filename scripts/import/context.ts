import type { Db } from "@/db/context";
import type { Storage } from "@/lib/storage";
import type { PackageReader } from "./package-reader";
import type { Report } from "./report";

/** What both kinds of import work with. */
export interface ImportContext {
  db: Db;
  storage: Storage;
  reader: PackageReader;
  report: Report;
  /** Aborted: no further plugin is begun. */
  signal: AbortSignal;
  onProgress(progress: { done: number; total: number }): void;
}
