import { inArray } from "drizzle-orm";
import type { Tx } from "../context";
import { versionFeedback, versions } from "../schema";

export type ImportedFeedback = typeof versionFeedback.$inferInsert & { id: number };

/** Takes feedback over with its ids, as far as its version is here. @returns how many were new */
export async function importFeedback(tx: Tx, rows: readonly ImportedFeedback[]): Promise<number> {
  if (rows.length === 0) return 0;
  const wanted = [...new Set(rows.map((row) => row.versionId))];
  const here = await tx.select({ id: versions.id }).from(versions).where(inArray(versions.id, wanted));
  const ids = new Set(here.map((row) => row.id));
  const kept = rows.filter((row) => ids.has(row.versionId));
  if (kept.length === 0) return 0;
  const added = await tx.insert(versionFeedback).values(kept).onConflictDoNothing().returning({ id: versionFeedback.id });
  return added.length;
}
