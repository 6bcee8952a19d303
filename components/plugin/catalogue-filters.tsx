import { badgeWords } from "@/lib/domain/verdict-words";
import { urls } from "@/lib/urls";
import { Button } from "../ui/button";
import { Choice } from "../ui/choice";
import { Field, Input } from "../ui/field";

export interface CatalogueChoice {
  q: string;
  badge: string;
  qgis: string;
  sort: string;
}

const BADGES = {
  green: badgeWords("passed").label,
  "green-with-advice": badgeWords("advisory").label,
  red: badgeWords("blocked").label,
  grey: `${badgeWords(null).label} / ${badgeWords("inconclusive").label.toLowerCase()}`,
};
const SORTS = { newest: "Newest first", name: "By name", downloads: "Most downloads" };

/** Search and filters: a plain form whose result is an address that can be shared. */
export function CatalogueFilters({ choice, qgisProblem }: { choice: CatalogueChoice; qgisProblem?: string }) {
  return (
    <search>
      <form
        action={urls.plugins()}
        method="get"
        className="grid items-start gap-3 rounded-card border border-line bg-surface p-4 sm:grid-cols-2 lg:grid-cols-[1.5fr_1.8fr_1fr_1fr_auto] [&>*]:min-w-0"
      >
        <Field label="Search" htmlFor="q">
          <Input id="q" name="q" type="search" maxLength={100} defaultValue={choice.q} placeholder="Name, topic or author" />
        </Field>
        <Choice name="badge" label="Badge" any="Any" value={choice.badge} options={BADGES} />
        <Field label="QGIS version" htmlFor="qgis" errors={qgisProblem ? [qgisProblem] : []}>
          <Input
            id="qgis"
            name="qgis"
            inputMode="decimal"
            maxLength={20}
            defaultValue={choice.qgis}
            placeholder="e.g. 3.40"
            {...(qgisProblem ? { "aria-invalid": true, "aria-describedby": "qgis-error" } : {})}
          />
        </Field>
        <Choice name="sort" label="Order" value={choice.sort} options={SORTS} />
        <Button variant="primary" className="lg:mt-6.5">
          Show
        </Button>
      </form>
    </search>
  );
}
