import { z } from "zod";
import { pluginJson } from "@/app/plugins/[pkg]/json/plugin-json";
import { type CatalogueItem, listCatalogue } from "@/db/queries/catalogue";
import { listHiddenVersions } from "@/db/queries/hidden-versions";
import { getPluginFacts } from "@/db/queries/plugin-json";
import { parseQgisVersion, qgisOrdinal } from "@/lib/domain/qgis-version";
import { BADGES } from "@/lib/domain/verdict-words";
import { ok } from "@/lib/result";
import { absoluteUrl, urls } from "@/lib/urls";
import { pluginAddress } from "@/lib/validation/plugin-address";
import { endpoint } from "../endpoint";
import { hiddenJson } from "../hidden-json";
import { listPage } from "../paging";
import { paging } from "../schemas/fields";
import { plugin, pluginList } from "../schemas/plugin";
import { PLUGIN_QUERY } from "../schemas/story";
import { nothingPublic } from "./not-found";

const query = z.object({
  q: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "Words; each must occur in name, package name, description, tags or author", examples: [PLUGIN_QUERY.q] }),
  qgis: z
    .string()
    .regex(/^\d{1,4}(\.\d{1,4}){0,2}$/, "a version of QGIS, such as 3.34")
    .optional()
    .meta({ description: "Some public version runs in this QGIS", examples: [PLUGIN_QUERY.qgis] }),
  badge: z
    .enum(BADGES)
    .optional()
    .meta({ description: "Badge of the newest public version", examples: [PLUGIN_QUERY.badge] }),
  sort: z.enum(["newest", "name", "downloads"]).default("newest"),
  ...paging(20, PLUGIN_QUERY),
});

export const listPlugins = endpoint({
  method: "GET",
  path: "/api/v1/plugins",
  id: "listPlugins",
  tag: "plugins",
  summary: "Search public plugins",
  access: "public",
  params: z.object({}),
  query,
  answers: [{ status: 200, description: "A page of plugins", schema: pluginList, headers: { Link: "The next page, rel=next" } }],
  problems: ["invalid"],
  async handle({ db, publicUrl, query: { q, qgis, badge, sort, page, limit } }) {
    const asked = qgis === undefined ? null : parseQgisVersion(qgis);
    const found = await listCatalogue(db, { text: q, badge, sort, page, pageSize: limit, ...(asked ? { qgis: qgisOrdinal(asked) } : {}) });
    const urlOf = (next: number) => urls.apiPlugins({ q, qgis, badge, sort, page: next, limit });
    const { facts, headers } = listPage({ total: found.total, page, limit, publicUrl, urlOf });
    // The catalogue shows its last page for one that is too far; programs are told that there is none.
    const items = found.page === page ? found.items.map((item) => itemJson(item, publicUrl)) : [];
    return ok({ body: { ...facts, items }, headers });
  },
});

function itemJson(item: CatalogueItem, publicUrl: string) {
  return {
    package_name: item.packageName,
    name: item.name,
    description: item.description,
    author_name: item.author,
    tags: item.tags,
    version: item.version,
    experimental: item.isExperimental,
    deprecated: item.isDeprecated,
    downloads: item.downloads,
    publication_date: item.publishedAt?.toISOString() ?? null,
    security_status: item.verdict ?? ("not-scanned" as const),
    kept_with_reason: item.keptWithReason,
    url: absoluteUrl(publicUrl, urls.plugin(item.packageName)),
    api_url: absoluteUrl(publicUrl, urls.apiPlugin(item.packageName)),
  };
}

export const getPlugin = endpoint({
  method: "GET",
  path: "/api/v1/plugins/{pkg}",
  id: "getPlugin",
  tag: "plugins",
  summary: "One plugin with its versions",
  description: "Everybody sees what is public; its editors, also by token, see drafts too. The name is found whatever its case.",
  access: "public",
  params: pluginAddress,
  query: z.object({}),
  answers: [{ status: 200, description: "The plugin", schema: plugin }],
  problems: [],
  async handle({ db, publicUrl, params, viewer }) {
    const found = await getPluginFacts(db, params.pkg, viewer);
    const hidden = await listHiddenVersions(db, params.pkg);
    if (!found) return nothingPublic(db, hidden, publicUrl);
    return ok({ body: { ...pluginJson(found, publicUrl), hidden_versions: await hiddenJson(db, hidden, publicUrl) } });
  },
});
