import { AUDIT_KINDS } from "@/lib/domain/audit-events";
import { Button } from "../ui/button";
import { Choice } from "../ui/choice";
import { Field, Input } from "../ui/field";

const kinds = Object.fromEntries(AUDIT_KINDS);

interface Filter {
  person: string;
  plugin: string;
  event: string;
  from: string;
  to: string;
}

/** A plain form: the state is in the address. */
export function AuditFilterForm({ action, filter }: { action: string; filter: Filter }) {
  return (
    <form action={action} className="mb-6 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_auto_auto_auto]">
      <Field label="Person" htmlFor="audit-person">
        <Input
          id="audit-person"
          name="person"
          type="search"
          maxLength={200}
          defaultValue={filter.person}
          placeholder="Name, address or id"
        />
      </Field>
      <Field label="Plugin" htmlFor="audit-plugin">
        <Input id="audit-plugin" name="plugin" type="search" maxLength={200} defaultValue={filter.plugin} placeholder="Package name" />
      </Field>
      <Choice id="audit-event" name="event" label="What" any="Everything but mails" value={filter.event} options={kinds} />
      <Field label="From" htmlFor="audit-from">
        <Input id="audit-from" name="from" type="date" defaultValue={filter.from} />
      </Field>
      <Field label="To" htmlFor="audit-to">
        <Input id="audit-to" name="to" type="date" defaultValue={filter.to} />
      </Field>
      <Button>Show</Button>
    </form>
  );
}
