import Link from "next/link";
import type { ReactNode } from "react";
import { urls } from "@/lib/urls";
import { CardSection } from "../ui/card";
import { Time } from "../ui/time";
import type { ListedPersonView } from "./people-table";
import { cleanWords } from "./record-words";

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
    ["Blocked at some time", record.blocked],
    ["Returned at some time", record.returned],
    ["Without anything critical", cleanWords(record, new Date())],
  ];
  return (
    <CardSection title="Record">
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-5">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      {person.plugins.length > 0 ? (
        <ul className="mt-4 grid gap-1 border-t border-line pt-3">
          {person.plugins.map((plugin) => (
            <li key={plugin.packageName} className="[overflow-wrap:anywhere]">
              <Link href={urls.plugin(plugin.packageName)} prefetch={false}>
                {plugin.name}
              </Link>{" "}
              <span className="text-sm text-muted">{plugin.isSoleOwner ? "only owner" : plugin.role}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </CardSection>
  );
}
