import { ChangeHistory } from "./change-history";

interface Activation {
  id: number;
  name: string;
  version: number;
  digest: string;
  note: string;
  activatedBy: string | null;
  activatedAt: Date;
  /** Against the ruleset before it. */
  differences: readonly { ruleId: string; before: string; after: string }[];
}

const MOST_SHOWN = 5;

/** Which rules were in force when, why and by whom. */
export function RulesetHistory({ activations }: { activations: readonly Activation[] }) {
  return (
    <ChangeHistory
      changes={activations.map((one) => ({
        id: one.id,
        what: `${one.name} ${one.version}`,
        note: one.note,
        by: one.activatedBy,
        at: one.activatedAt,
        more: <Differences activation={one} />,
      }))}
    />
  );
}

function Differences({ activation: { digest, differences } }: { activation: Activation }) {
  return (
    <>
      {differences.length > 0 ? (
        <ul className="mt-1 grid gap-1 text-sm">
          {differences.slice(0, MOST_SHOWN).map(({ ruleId, before, after }) => (
            <li key={ruleId}>
              <span className="font-semibold">{ruleId}</span>: {before} becomes {after}
            </li>
          ))}
          {differences.length > MOST_SHOWN ? <li>and {differences.length - MOST_SHOWN} more rules</li> : null}
        </ul>
      ) : null}
      <p className="mt-1 font-mono text-[0.8125rem] text-muted" title={digest}>
        {digest.slice(0, 12)}
      </p>
    </>
  );
}
