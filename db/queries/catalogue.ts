import { and, count, eq, gte, lte, type SQL, sql } from "drizzle-orm";
import type { Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { plugins, versions } from "../schema";
import { downloadsByPlugin } from "./download-counts";
import { newestPublicVersions } from "./newest-public";

export const CATALOGUE_PAGE_SIZE = 20;

export interface CatalogueFilter {
  /** Words; each must occur in the name, package name, description, tags or author. */
  text?: string;
  tag?: string;
  author?: string;
  badge?: "green" | "green-with-advice" | "red" | "grey";
  /** lib/domain/qgis-version.ts `qgisOrdinal`: some public version of the plugin runs in it. */
  qgis?: number;
  sort: "newest" | "name" | "downloads";
  /** From 1. */
  page: number;
  /** Plugins per page; `CATALOGUE_PAGE_SIZE` unless given. */
  pageSize?: number;
}

export interface CatalogueItem {
  packageName: string;
  name: string;
  version: string;
  description: string;
  author: string;
  tags: string[];
  isExperimental: boolean;
  isDeprecated: boolean;
  verdict: Verdict | null;
  /** Findings that an approver accepted, shown beside the badge. */
  keptWithReason: number;
  downloads: number;
  publishedAt: Date | null;
}

export interface CataloguePage {
  items: CatalogueItem[];
  total: number;
  page: number;
  pages: number;
}

/** Public plugins with the texts and the badge of the version that became public last; one row each. */
export function publicPlugins(db: Executor) {
  const ids = newestPublicVersions(db).as("newest_ids");
  return db
    .select({
      pluginId: plugins.id,
      packageName: plugins.packageName,
      name: plugins.name,
      version: versions.version,
      metadata: versions.metadata,
      isExperimental: versions.isExperimental,
      verdict: versions.effectiveVerdict,
      reason: versions.effectiveReason,
      approvedAt: versions.approvedAt,
    })
    .from(ids)
    .innerJoin(versions, eq(versions.id, ids.versionId))
    .innerJoin(plugins, eq(plugins.id, ids.pluginId))
    .as("newest");
}

type Newest = ReturnType<typeof publicPlugins>;

/** Public plugins, one row each, described by the version that became public last. A page too far gives the last one. */
export async function listCatalogue(db: Executor, filter: CatalogueFilter): Promise<CataloguePage> {
  const newest = publicPlugins(db);
  const where = and(...conditions(db, newest, filter));
  const [counted] = await db.select({ total: count() }).from(newest).where(where);
  const total = counted?.total ?? 0;
  const pageSize = filter.pageSize ?? CATALOGUE_PAGE_SIZE;
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(Math.max(1, filter.page), pages);
  const downloaded = downloadsByPlugin(db);
  const rows = await db
    .select({ newest: columnsOf(newest), downloads: sql<number>`coalesce(${downloaded.downloads}, 0)::int` })
    .from(newest)
    .leftJoin(downloaded, eq(downloaded.pluginId, newest.pluginId))
    .where(where)
    .orderBy(...orderOf(newest, downloaded, filter.sort))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const items = rows.map(({ newest: row, downloads: times }) => ({
    packageName: row.packageName,
    name: row.name,
    version: row.version,
    description: row.metadata.description,
    author: row.metadata.author,
    tags: row.metadata.tags,
    isExperimental: row.isExperimental,
    isDeprecated: row.metadata.deprecated,
    verdict: row.verdict,
    keptWithReason: row.reason?.accepted ?? 0,
    downloads: times,
    publishedAt: row.approvedAt,
  }));
  return { items, total, page, pages };
}

function columnsOf(newest: Newest) {
  const { packageName, name, version, metadata, isExperimental, verdict, reason, approvedAt } = newest;
  return { packageName, name, version, metadata, isExperimental, verdict, reason, approvedAt };
}

function orderOf(newest: Newest, downloaded: ReturnType<typeof downloadsByPlugin>, sort: CatalogueFilter["sort"]): SQL[] {
  const byName = sql`lower(${newest.name})`;
  if (sort === "name") return [byName];
  if (sort === "downloads") return [sql`coalesce(${downloaded.downloads}, 0) desc`, byName];
  return [sql`${newest.approvedAt} desc nulls last`, byName];
}

/** A word with LIKE's own characters taken literally. */
const pattern = (word: string): string => `%${word.replace(/[\\%_]/g, "\\$&")}%`;

function conditions(db: Executor, newest: Newest, filter: CatalogueFilter): SQL[] {
  const all: (SQL | undefined)[] = [];
  for (const word of (filter.text ?? "").trim().split(/\s+/).filter(Boolean).slice(0, 8)) {
    all.push(
      sql`concat_ws(' ', ${newest.name}, ${newest.packageName}, ${newest.metadata}->>'description', ${newest.metadata}->>'author', ${newest.metadata}->>'tags') ilike ${pattern(word)}`,
    );
  }
  if (filter.tag)
    all.push(
      sql`exists (select 1 from jsonb_array_elements_text(${newest.metadata}->'tags') as tag where lower(tag) = lower(${filter.tag}))`,
    );
  if (filter.author) all.push(sql`lower(${newest.metadata}->>'author') = lower(${filter.author})`);
  if (filter.badge) all.push(badgeCondition(newest, filter.badge));
  if (filter.qgis !== undefined) all.push(sql`exists (${compatibleVersion(db, newest, filter.qgis)})`);
  return all.filter((one) => one !== undefined);
}

function badgeCondition(newest: Newest, badge: NonNullable<CatalogueFilter["badge"]>): SQL {
  if (badge === "grey") return sql`(${newest.verdict} is null or ${newest.verdict} = 'inconclusive')`;
  const verdict = badge === "green" ? "passed" : badge === "red" ? "blocked" : "advisory";
  return sql`${newest.verdict} = ${verdict}`;
}

function compatibleVersion(db: Executor, newest: Newest, qgis: number) {
  return db
    .select({ one: sql`1` })
    .from(versions)
    .where(
      and(
        sql`${versions.pluginId} = ${newest.pluginId}`,
        eq(versions.status, "approved"),
        lte(versions.qgisMinimum, qgis),
        gte(versions.qgisMaximum, qgis),
      ),
    );
}
