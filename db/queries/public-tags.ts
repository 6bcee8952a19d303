import { asc, eq, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { versions } from "../schema";
import { newestPublicVersions } from "./newest-public";

/** The tags of all public plugins, each once whatever its case, in alphabetical order. */
export async function listPublicTags(db: Executor): Promise<string[]> {
  const newest = newestPublicVersions(db).as("newest");
  const tag = sql<string>`lower(jsonb_array_elements_text(${versions.metadata}->'tags'))`;
  const rows = await db.selectDistinct({ tag }).from(versions).innerJoin(newest, eq(newest.versionId, versions.id)).orderBy(asc(tag));
  return rows.map((row) => row.tag);
}
