import type { Metadata } from "next";
import { CatalogueFilters } from "@/components/plugin/catalogue-filters";
import { PluginList } from "@/components/plugin/plugin-row";
import { plural } from "@/components/scan/words";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { getDb } from "@/db/context";
import { listCatalogue } from "@/db/queries/catalogue";
import { urls } from "@/lib/urls";
import { type CatalogueQuery, readCatalogueQuery, type SearchParams, toFilter } from "./catalogue-query";

export async function generateMetadata({ searchParams }: { searchParams: SearchParams }): Promise<Metadata> {
  const { q } = await readCatalogueQuery(searchParams);
  return { title: q ? `Plugins: ${q}` : "Plugins" };
}

export default async function BrowsePage({ searchParams }: { searchParams: SearchParams }) {
  const query = await readCatalogueQuery(searchParams);
  const filter = toFilter(query);
  const found = await listCatalogue(getDb(), filter);
  return (
    <>
      <PageHeader title="Plugins" lead="Each plugin carries the badge of its newest version's security scan." />
      <CatalogueFilters
        choice={query}
        {...(query.qgis && filter.qgis === undefined ? { qgisProblem: "Write it like 3.40. All versions are shown." } : {})}
      />
      <p className="mt-6 mb-3 text-sm text-muted" role="status">
        {plural(found.total, "plugin")}
        {isFiltered(query) ? " found" : ""}
      </p>
      {found.items.length > 0 ? <PluginList plugins={found.items} /> : <NothingFound query={query} />}
      <Pagination page={found.page} pages={found.pages} hrefOf={(page) => urls.plugins({ ...query, page })} />
    </>
  );
}

const isFiltered = (query: CatalogueQuery): boolean => Boolean(query.q || query.badge || query.qgis);

function NothingFound({ query }: { query: CatalogueQuery }) {
  if (!isFiltered(query))
    return <EmptyState title="No plugin is published yet" action={<LinkButton href={urls.addPlugin()}>Upload the first one</LinkButton>} />;
  return (
    <EmptyState title="No plugin fits" action={<LinkButton href={urls.plugins()}>Show all plugins</LinkButton>}>
      Try fewer words, another badge, or leave the QGIS version empty.
    </EmptyState>
  );
}
