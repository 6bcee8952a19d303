import { Button } from "../ui/button";
import { Choice } from "../ui/choice";
import { Field, Input } from "../ui/field";

const LISTS = {
  all: "Everybody",
  candidates: "Candidates for trust",
  trusted: "Trusted",
  staff: "Approvers and administrators",
  suspended: "Suspended",
};

/** A plain form: the state is in the address. */
export function PeopleFilter({
  action,
  q,
  list,
  searchesAddresses,
}: {
  action: string;
  q: string;
  list: string;
  searchesAddresses: boolean;
}) {
  return (
    <form action={action} className="mb-6 flex flex-wrap items-end gap-3">
      <div className="min-w-56 grow sm:max-w-md">
        <Field label={searchesAddresses ? "Name or address" : "Name"} htmlFor="people-q">
          <Input id="people-q" name="q" type="search" defaultValue={q} maxLength={200} />
        </Field>
      </div>
      <div className="min-w-56">
        <Choice id="people-list" name="list" label="Who" value={list} options={LISTS} />
      </div>
      <Button>Show</Button>
    </form>
  );
}
