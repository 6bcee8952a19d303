import { badgeWords } from "@/lib/domain/verdict-words";
import { urls } from "@/lib/urls";
import { Button } from "../ui/button";
import { Field, Input, Select } from "../ui/field";

export interface CatalogueChoice {
  q: string;
  badge: string;
  qgis: string;
  sort: string;
}

const BADGE_CHOICES = [
  { value: "green", label: badgeWords("passed").label },
  { value: "green-with-advice", label: badgeWords("advisory").label },
  { value: "red", label: badgeWords("blocked").label },
  { value: "grey", label: "Not checked" },
];

/** Search and filters: a plain form whose result is an address that can be shared. */
export function CatalogueFilters({ choice }: { choice: CatalogueChoice }) {
  return (
    <search>
      <form
        action={urls.plugins()}
        method="get"
        className="grid items-end gap-3 rounded-card border border-line bg-surface p-4 grid-cols-2 lg:grid-cols-[2fr_1.3fr_1fr_1fr_auto] [&>*]:min-w-0 max-lg:[&>:first-child]:col-span-2"
      >
        <Field label="Search" htmlFor="q">
          <Input id="q" name="q" type="search" maxLength={100} defaultValue={choice.q} placeholder="Name, topic or author" />
        </Field>
        <Field label="Badge" htmlFor="badge">
          <Select id="badge" name="badge" defaultValue={choice.badge}>
            <option value="">Any</option>
            {BADGE_CHOICES.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="QGIS version" htmlFor="qgis">
          <Input id="qgis" name="qgis" inputMode="decimal" maxLength={20} defaultValue={choice.qgis} placeholder="e.g. 3.40" />
        </Field>
        <Field label="Order" htmlFor="sort">
          <Select id="sort" name="sort" defaultValue={choice.sort}>
            <option value="newest">Newest first</option>
            <option value="name">By name</option>
            <option value="downloads">Most downloads</option>
          </Select>
        </Field>
        <Button variant="primary">Show</Button>
      </form>
    </search>
  );
}
