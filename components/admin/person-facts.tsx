import Link from "next/link";
import type { ReactNode } from "react";
import { urls } from "@/lib/urls";
import { CardSection } from "../ui/card";
import { Time } from "../ui/time";
import type { ListedPersonView } from "./people-table";
import { lastCriticalWords } from "./record-words";

interface Props {
  person: ListedPersonView & {
    plugins: readonly { packageName: string; name: string; role: "owner" | "collaborator"; isSoleOwner: boolean }[];
  };
}

/** The record that a decision about somebody rests on. */
export function PersonFacts({ person }: Props) {
  const { record } = person;
  const facts: [string, ReactNode][] = [
    ["Here since", <Time key="since" at={person.createdAt} />],
    ["Versions published", record.published],
    ["Versions ever blocked", record.blocked],
    ["Versions ever returned", record.returned],
    ["Last critical finding", lastCriticalWords(record, new Date())],
  ];
  return (
    <CardSection title="Record">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-5">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      {person.plugins.length > 0 ? (
        <>
          <h3 className="mt-4 border-t border-line pt-3 font-semibold">Plugins</h3>
          <ul className="mt-1 gap-x-6 sm:columns-2 lg:columns-3">
            {person.plugins.map((plugin) => (
              <li key={plugin.packageName} className="break-inside-avoid py-0.5 [overflow-wrap:anywhere]">
                <Link href={urls.plugin(plugin.packageName)} prefetch={false}>
                  {plugin.name}
                </Link>{" "}
                <span className="ml-1 text-sm text-muted">{plugin.isSoleOwner ? "only owner" : plugin.role}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </CardSection>
  );
}
