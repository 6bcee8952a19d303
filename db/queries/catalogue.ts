import { and, count, eq, gte, lte, type SQL, sql } from "drizzle-orm";
import type { Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { plugins, versions } from "../schema";
import { isDeprecated } from "./deprecation";
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
      deprecatedAt: plugins.deprecatedAt,
      isExperimental: versions.isExperimental,
      verdict: versions.effectiveVerdict,
      reason: versions.effectiveReason,
      approvedAt: versions.approvedAt,
      searchText: versions.searchText,
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
  const rows = await listPage(db, newest, { where, sort: filter.sort, limit: pageSize, offset: (page - 1) * pageSize });
  const times = await countDownloads(
    db,
    rows.map((row) => row.pluginId),
  );
  const items = rows.map((row) => ({
    packageName: row.packageName,
    name: row.name,
    version: row.version,
    description: row.metadata.description,
    author: row.metadata.author,
    tags: row.metadata.tags,
    isExperimental: row.isExperimental,
    isDeprecated: isDeprecated(row, row.metadata),
    verdict: row.verdict,
    keptWithReason: row.reason?.accepted ?? 0,
    downloads: times.get(row.pluginId) ?? 0,
    publishedAt: row.approvedAt,
  }));
  return { items, total, page, pages };
}

interface Page {
  where: SQL | undefined;
  sort: CatalogueFilter["sort"];
  limit: number;
  offset: number;
}

/** Downloads of all plugins are added up only when they decide the order. */
async function listPage(db: Executor, newest: Newest, { where, sort, limit, offset }: Page) {
  const { pluginId, packageName, name, version, metadata, deprecatedAt, isExperimental, verdict, reason, approvedAt } = newest;
  const columns = { pluginId, packageName, name, version, metadata, deprecatedAt, isExperimental, verdict, reason, approvedAt };
  const byName = sql`lower(${name})`;
  const rows = db.select(columns).from(newest).$dynamic();
  const page = () => rows.where(where).limit(limit).offset(offset);
  if (sort === "name") return page().orderBy(byName);
  if (sort === "newest") return page().orderBy(sql`${approvedAt} desc nulls last`, byName);
  const downloaded = downloadsByPlugin(db);
  rows.leftJoin(downloaded, eq(downloaded.pluginId, pluginId));
  return page().orderBy(sql`coalesce(${downloaded.downloads}, 0) desc`, byName);
}

async function countDownloads(db: Executor, pluginIds: readonly number[]): Promise<Map<number, number>> {
  if (pluginIds.length === 0) return new Map();
  const rows = await db.select().from(downloadsByPlugin(db, { pluginIds }));
  return new Map(rows.map((row) => [row.pluginId, row.downloads]));
}

/** A word with LIKE's own characters taken literally. */
const pattern = (word: string): string => `%${word.replace(/[\\%_]/g, "\\$&")}%`;

function conditions(db: Executor, newest: Newest, filter: CatalogueFilter): SQL[] {
  // PostgreSQL takes no NUL, so nothing stored has one.
  if ([filter.text, filter.tag, filter.author].some((text) => text?.includes("\0"))) return [sql`false`];
  const all: (SQL | undefined)[] = [];
  for (const word of (filter.text ?? "").trim().split(/\s+/).filter(Boolean).slice(0, 8)) {
    all.push(sql`concat_ws(' ', ${newest.name}, ${newest.packageName}, ${newest.searchText}) ilike ${pattern(word)}`);
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
