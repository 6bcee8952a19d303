import Link from "next/link";
import { urls } from "@/lib/urls";
import { Table, Td, Th } from "../ui/table";
import { Time } from "../ui/time";
import { cleanWords } from "./record-words";
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
      <Table label="People" className="min-w-3xl">
        <thead>
          <tr>
            <Th>Person</Th>
            <Th>Standing</Th>
            <Th className="text-right">Published</Th>
            <Th className="text-right">Blocked</Th>
            <Th className="text-right">Returned</Th>
            <Th>Without anything critical</Th>
            <Th>Here since</Th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.userId}>
              <Td className="min-w-44 [overflow-wrap:anywhere]">
                <Link href={urls.adminUser(person.userId)} prefetch={false} className="font-semibold">
                  {person.name || "Somebody without a name"}
                </Link>
                {showsAddresses && !person.isErased ? <span className="block text-sm text-muted">{person.email}</span> : null}
              </Td>
              <Td>
                <StandingChips person={person} />
              </Td>
              <Td className="text-right tabular-nums">{person.record.published}</Td>
              <Td className="text-right tabular-nums">{person.record.blocked}</Td>
              <Td className="text-right tabular-nums">{person.record.returned}</Td>
              <Td>{cleanWords(person.record, new Date())}</Td>
              <Td className="whitespace-nowrap">
                <Time at={person.createdAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
