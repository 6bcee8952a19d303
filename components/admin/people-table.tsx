import Link from "next/link";
import { urls } from "@/lib/urls";
import { Table, Td, Th } from "../ui/table";
import { Time } from "../ui/time";
import { lastCriticalWords } from "./record-words";
import { type Standing, StandingChips } from "./standing-chips";

export interface PersonRecord {
  published: number;
  blocked: number;
  returned: number;
  firstUploadAt: Date | null;
  lastCriticalAt: Date | null;
}

export interface ListedPersonView extends Standing {
  userId: string;
  name: string;
  email: string | null;
  createdAt: Date;
  record: PersonRecord;
}

/** One row a person, with what their uploads came to. */
export function PeopleTable({
  people,
  total,
  showsAddresses,
}: {
  people: readonly ListedPersonView[];
  total: number;
  showsAddresses: boolean;
}) {
  return (
    <>
      <p className="mb-2 text-sm text-muted">{total === 1 ? "1 person" : `${total} people`}, those with most published versions first.</p>
      <Table label="People" stacks className="md:min-w-3xl">
        <thead>
          <tr>
            <Th>Person</Th>
            <Th>Standing</Th>
            <Th className="text-right">Published</Th>
            <Th className="text-right">Blocked</Th>
            <Th className="text-right">Returned</Th>
            <Th>Last critical finding</Th>
            <Th>Here since</Th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.userId} className="max-md:grid-cols-3">
              <Td className="min-w-44 [overflow-wrap:anywhere] max-md:col-span-full">
                <Link href={urls.adminUser(person.userId)} prefetch={false} className="font-semibold">
                  {person.name || "Somebody without a name"}
                </Link>
                {showsAddresses && !person.isErased ? <span className="block text-sm text-muted">{person.email}</span> : null}
              </Td>
              <Td className="max-md:col-span-full">
                <StandingChips person={person} />
              </Td>
              <Td label="Published" className="tabular-nums md:text-right">
                {person.record.published}
              </Td>
              <Td label="Blocked" className="tabular-nums md:text-right">
                {person.record.blocked}
              </Td>
              <Td label="Returned" className="tabular-nums md:text-right">
                {person.record.returned}
              </Td>
              <Td label="Last critical finding" className="max-md:col-span-full">
                {lastCriticalWords(person.record, new Date())}
              </Td>
              <Td label="Here since" className="whitespace-nowrap max-md:col-span-full">
                <Time at={person.createdAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
