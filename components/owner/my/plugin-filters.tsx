import { urls } from "@/lib/urls";
import { Button } from "../../ui/button";
import { Field, Input, Select } from "../../ui/field";
import { type PluginChoice, SHOWS, SORTS } from "./choose-plugins";

/** Search, filter and order: a plain form whose result is an address. */
export function PluginFilters({ choice }: { choice: PluginChoice }) {
  return (
    <search aria-label="My plugins">
      <form
        action={urls.myPlugins()}
        method="get"
        className="grid grid-cols-2 items-end gap-3 rounded-card border border-line bg-surface p-4 lg:grid-cols-[2fr_1fr_1fr_auto] [&>*]:min-w-0 max-lg:[&>:first-child]:col-span-2"
      >
        <Field label="Search" htmlFor="q">
          <Input id="q" name="q" type="search" maxLength={100} defaultValue={choice.q} placeholder="Name or package name" />
        </Field>
        <Options id="show" label="Show" words={SHOWS} chosen={choice.show} />
        <Options id="sort" label="Order" words={SORTS} chosen={choice.sort} />
        <Button className="max-lg:col-span-2">Apply</Button>
      </form>
    </search>
  );
}

function Options({ id, label, words, chosen }: { id: string; label: string; words: Record<string, string>; chosen: string }) {
  return (
    <Field label={label} htmlFor={id}>
      <Select id={id} name={id} defaultValue={chosen}>
        {Object.entries(words).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}
