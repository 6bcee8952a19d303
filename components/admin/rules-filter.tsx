import { urls } from "@/lib/urls";
import { CHECKS } from "@/scanners/ruleset/rules";
import { Button } from "../ui/button";
import { Choice } from "../ui/choice";
import { Field, Input } from "../ui/field";

const checks = Object.fromEntries(CHECKS.map(({ id, title }) => [id, title]));

/** A plain form whose result is an address. */
export function RulesFilter({ choice }: { choice: { q: string; check: string; show: string; set: readonly string[] } }) {
  return (
    <search>
      <form
        action={urls.adminRules()}
        method="get"
        className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[1.5fr_1.2fr_1.3fr_auto] [&>*]:min-w-0"
      >
        {choice.set.map((change) => (
          <input key={change} type="hidden" name="set" value={change} />
        ))}
        <Field label="Search" htmlFor="q">
          <Input id="q" name="q" type="search" maxLength={100} defaultValue={choice.q} placeholder="B602, password …" />
        </Field>
        <Choice name="check" label="Check" any="All" value={choice.check} options={checks} />
        <Choice name="show" label="Show" value={choice.show} options={{ on: "On", changed: "Unlike shipped", all: "All" }} />
        <Button variant="primary">Show</Button>
      </form>
    </search>
  );
}
