import { PluginList } from "@/components/plugin/plugin-row";
import { plural } from "@/components/scan/words";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { getDb } from "@/db/context";
import { type CatalogueFilter, listCatalogue } from "@/db/queries/catalogue";
import { urls } from "@/lib/urls";

/** The list of one tag or of one author. */
export async function FilteredList({ title, filter, address }: { title: string; filter: CatalogueFilter; address: string }) {
  const found = await listCatalogue(getDb(), filter);
  return (
    <>
      <PageHeader title={title} crumbs={[{ label: "Plugins", href: urls.plugins() }]} lead={plural(found.total, "plugin")} />
      {found.items.length > 0 ? (
        <PluginList plugins={found.items} />
      ) : (
        <EmptyState title="No published plugin here" action={<LinkButton href={urls.plugins()}>Show all plugins</LinkButton>} />
      )}
      <Pagination page={found.page} pages={found.pages} hrefOf={(page) => `${address}?page=${page}`} />
    </>
  );
}
