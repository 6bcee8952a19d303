import { urls } from "@/lib/urls";
import { Button } from "../../ui/button";
import { Choice } from "../../ui/choice";
import { Field, Input } from "../../ui/field";
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
        <Choice name="show" label="Show" options={SHOWS} value={choice.show} />
        <Choice name="sort" label="Order" options={SORTS} value={choice.sort} />
        <Button className="max-lg:col-span-2">Apply</Button>
      </form>
    </search>
  );
}
