import { z } from "zod";
import type { CatalogueFilter } from "@/db/queries/catalogue";
import { parseQgisVersion, qgisOrdinal } from "@/lib/domain/qgis-version";

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
const text = (max: number) => z.preprocess(first, z.string().trim().max(max).catch(""));

/** What the address of a list says. Anything not understood is left out: a shared link never breaks. */
const schema = z.object({
  q: text(100),
  badge: z.preprocess(first, z.enum(["green", "green-with-advice", "red", "grey"]).or(z.literal("")).catch("")),
  qgis: text(20),
  sort: z.preprocess(first, z.enum(["newest", "name", "downloads"]).catch("newest")),
  page: z.preprocess(first, z.coerce.number().int().min(1).max(10_000).catch(1)),
});

export type CatalogueQuery = z.output<typeof schema>;
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export async function readCatalogueQuery(searchParams: SearchParams): Promise<CatalogueQuery> {
  return schema.parse(await searchParams);
}

export function toFilter(query: CatalogueQuery): CatalogueFilter {
  const qgis = query.qgis ? parseQgisVersion(query.qgis) : null;
  return {
    sort: query.sort,
    page: query.page,
    ...(query.q ? { text: query.q } : {}),
    ...(query.badge ? { badge: query.badge } : {}),
    ...(qgis ? { qgis: qgisOrdinal(qgis) } : {}),
  };
}
