import Link from "next/link";
import type { Verdict } from "@/lib/domain/verdict-words";
import { urls } from "@/lib/urls";
import { VerdictBadge } from "../scan/verdict-badge";
import { Alert } from "../ui/alert";
import { Disclosure } from "../ui/disclosure";
import { Table, Td, Th } from "../ui/table";
import { Figures } from "./figures";
import { RulesetFingerprint } from "./ruleset-fingerprint";

interface BadgeChange {
  packageName: string;
  name: string;
  version: string;
  from: Verdict;
  to: Verdict;
  findings: number;
}

interface Difference {
  ruleId: string;
  before: string;
  after: string;
}

interface Props {
  ruleset: { name: string; version: number; digest: string };
  differences: readonly Difference[];
  effect: { judged: number; concerned: number; changes: readonly BadgeChange[]; untold: number };
  /** How many of the rules were off. */
  turnedOn: number;
}

const MOST_SHOWN = 20;
/** A ruleset of another origin may differ in a hundred rules. */
const MOST_DIFFERENCES = 12;

/** What a rule that was off may find was kept of no version (docs/adr/0024). */
const ALL_ANEW =
  "The newest published version of each plugin, and all that may still be published, are scanned anew, behind all uploads. That can take a while.";

/** The new ruleset beside the one in force, and what it would do to badges, before anything is done. */
export function RulesetEffectView({ ruleset, differences, effect, turnedOn }: Props) {
  const changed = effect.changes.length;
  const worse = effect.changes.filter((change) => change.to === "blocked").length;
  return (
    <div className="grid gap-5">
      <div className="grid gap-2">
        <Differences differences={differences.slice(0, MOST_DIFFERENCES)} />
        {differences.length > MOST_DIFFERENCES ? (
          <Disclosure summary={`${differences.length - MOST_DIFFERENCES} more rules differ`}>
            <Differences differences={differences.slice(MOST_DIFFERENCES)} />
          </Disclosure>
        ) : null}
        <p className="text-sm text-muted">
          {ruleset.name} {ruleset.version}: <RulesetFingerprint digest={ruleset.digest} />
        </p>
      </div>
      <Figures
        figures={[
          { label: effect.judged === 1 ? "published plugin judged" : "published plugins judged", value: effect.judged },
          { label: differences.length === 1 ? "with findings of this rule" : "with findings of these rules", value: effect.concerned },
          {
            label: changed === 1 ? "badge would change" : "badges would change",
            value: changed,
            hint: worse === 0 ? undefined : changed === 1 ? "to red" : `${worse} of them to red`,
          },
          { label: effect.untold === 1 ? "needs a new scan to tell" : "need a new scan to tell", value: effect.untold },
        ]}
      />
      {effect.untold > 0 ? (
        <Alert tone="info" title={effect.untold === 1 ? "One can be told only by a new scan" : "Some can be told only by a new scan"}>
          <p>
            Findings of rules that are off are not kept, nor is everything that a severity can hang on.{" "}
            {turnedOn > 0 ? ALL_ANEW : `${effect.untold === 1 ? "This version is" : "These versions are"} scanned anew behind all uploads.`}
          </p>
        </Alert>
      ) : null}
      {turnedOn > 0 && effect.untold === 0 && effect.judged > 0 ? (
        <p>
          No badge can change by {turnedOn === 1 ? "the rule that was off, but its" : "the rules that were off, but their"} findings have to
          be looked for. {ALL_ANEW}
        </p>
      ) : null}
      {worse > 0 ? (
        <p>
          What is published stays published, with a red badge, and stands under “Needs a decision”. Maintainers and approvers get one mail
          each about all that concerns them.
        </p>
      ) : null}
      {changed > 0 ? <Changes changes={effect.changes.slice(0, MOST_SHOWN)} total={changed} /> : null}
    </div>
  );
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  return (
    <dl className="grid gap-1">
      {differences.map(({ ruleId, before, after }) => (
        <div key={ruleId} className="flex flex-wrap gap-x-2 [overflow-wrap:anywhere]">
          <dt className="font-semibold">{ruleId}</dt>
          <dd>
            <del className="text-muted">{before}</del> becomes <ins className="font-semibold no-underline">{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Changes({ changes, total }: { changes: readonly BadgeChange[]; total: number }) {
  return (
    <div className="grid gap-2">
      <Table label="Badges that would change" stacks className="md:min-w-2xl">
        <thead>
          <tr>
            <Th>Plugin</Th>
            <Th>Badge now</Th>
            <Th>Badge then</Th>
            <Th>Findings</Th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.packageName}>
              <Td className="[overflow-wrap:anywhere]">
                <Link href={urls.securityTab(change.packageName, change.version)} prefetch={false} className="font-semibold">
                  {change.name} {change.version}
                </Link>
                <span className="block text-sm text-muted">{change.packageName}</span>
              </Td>
              <Td label="Now">
                <VerdictBadge verdict={change.from} />
              </Td>
              <Td label="Then">
                <VerdictBadge verdict={change.to} />
              </Td>
              <Td label="Findings" className="tabular-nums">
                {change.findings}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {total > changes.length ? <p className="text-sm text-muted">and {(total - changes.length).toLocaleString("en")} more</p> : null}
    </div>
  );
}
