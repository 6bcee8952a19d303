import { urls } from "@/lib/urls";
import { CHECKS } from "@/scanners/ruleset/rules";
import { Button } from "../ui/button";
import { Field, Input, Select } from "../ui/field";

/** A plain form whose result is an address. */
export function RulesFilter({ choice }: { choice: { q: string; check: string; show: string } }) {
  return (
    <search>
      <form
        action={urls.adminRules()}
        method="get"
        className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[2fr_1.2fr_1fr_auto] [&>*]:min-w-0"
      >
        <Field label="Search" htmlFor="q">
          <Input id="q" name="q" type="search" maxLength={100} defaultValue={choice.q} placeholder="B602, password …" />
        </Field>
        <Field label="Check" htmlFor="check">
          <Select id="check" name="check" defaultValue={choice.check}>
            <option value="">All</option>
            {CHECKS.map((check) => (
              <option key={check.id} value={check.id}>
                {check.title}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Show" htmlFor="show">
          <Select id="show" name="show" defaultValue={choice.show}>
            <option value="on">On</option>
            <option value="changed">Unlike shipped</option>
            <option value="all">All</option>
          </Select>
        </Field>
        <Button variant="primary">Show</Button>
      </form>
    </search>
  );
}
