import { KeyRound, MessageCircleQuestion, Users } from "lucide-react";
import type { ReactNode } from "react";
import { urls } from "@/lib/urls";
import { ruleById } from "@/scanners/ruleset/rules";
import { plural } from "../../scan/words";
import { EndsSoon } from "../../tokens/ends-soon";
import { Time } from "../../ui/time";

export interface PluginFactsView {
  packageName: string;
  role: "owner" | "collaborator";
  others: { name: string; role: "owner" | "collaborator" }[];
  tokens: { tokenId: string; name: string; ending: string; expiresAt: Date }[];
  questions: { decisionId: string; ruleId: string; version: string | null; askedAt: Date }[];
}

/** Who else is there, what uploads by itself, and what an approver was asked; nothing for somebody alone without either. */
export function PluginFacts({ plugin, now }: { plugin: PluginFactsView; now: Date }) {
  const { tokens, questions, others } = plugin;
  if (tokens.length + questions.length + others.length === 0) return null;
  return (
    <dl className="grid content-start gap-3 text-[0.9375rem]">
      {questions.length > 0 ? (
        <Fact icon={<MessageCircleQuestion aria-hidden />} name="Asked an approver">
          <ul className="grid gap-1">
            {asOnePerRule(questions).map((asked) => (
              <Question key={asked[0].decisionId} packageName={plugin.packageName} asked={asked} />
            ))}
          </ul>
        </Fact>
      ) : null}
      <Fact icon={<Users aria-hidden />} name="Maintained by">
        {peopleWords(plugin)}
      </Fact>
      {tokens.length > 0 ? (
        <Fact icon={<KeyRound aria-hidden />} name="My tokens for it">
          <ul className="grid gap-1">
            {tokens.map((token) => (
              <li key={token.tokenId} className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <a href={urls.tokens({ plugin: plugin.packageName })}>{token.name}</a>
                <span className="text-sm text-muted">
                  (…{token.ending}) until <Time at={token.expiresAt} />
                </span>
                <EndsSoon expiresAt={token.expiresAt} now={now} />
              </li>
            ))}
          </ul>
        </Fact>
      ) : null}
    </dl>
  );
}

type Question = PluginFactsView["questions"][number];
type Questions = readonly [Question, ...Question[]];

/** About several places of one rule an approver is asked once; they stand in the order of the oldest. */
const asOnePerRule = (questions: readonly Question[]) =>
  [...Map.groupBy(questions, (one) => `${one.ruleId} ${one.version}`).values()] as unknown as Questions[];

function Question({ packageName, asked }: { packageName: string; asked: Questions }) {
  const { ruleId, version, askedAt } = asked[0];
  const words = `${ruleById(ruleId)?.title ?? ruleId}${version ? ` in ${version}` : ""}`;
  return (
    <li>
      {version ? <a href={urls.securityTab(packageName, version)}>{words}</a> : words}{" "}
      <span className="text-sm text-muted">
        {asked.length > 1 ? `${plural(asked.length, "place")}, ` : ""}waits since <Time at={askedAt} />
      </span>
    </li>
  );
}

function peopleWords({ role, others }: PluginFactsView): string {
  const names = others.map((one) => `${one.name || "somebody without a name"} (${one.role})`);
  return [`you (${role})`, ...names].join(", ");
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="flex items-center gap-1.5 text-sm text-muted [&_svg]:size-4 [&_svg]:shrink-0">
        {icon}
        {name}
      </dt>
      <dd className="mt-0.5 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
