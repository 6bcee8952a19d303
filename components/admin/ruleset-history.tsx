import Link from "next/link";
import { Fragment } from "react";
import { urls } from "@/lib/urls";
import { ChangeHistory } from "./change-history";
import { RulesetFingerprint } from "./ruleset-fingerprint";

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

interface Props {
  activations: readonly Activation[];
  /** Stored ones that are not among them. */
  others: readonly { name: string; version: number; digest: string }[];
  /** Digest of the ruleset in force. */
  inForce: string;
}

/** Which rules were in force when, why and by whom; those that are not may be put in force again. */
export function RulesetHistory({ activations, others, inForce }: Props) {
  return (
    <div className="grid gap-4">
      <ChangeHistory
        changes={activations.map((one) => ({
          id: one.id,
          what: `${one.name} ${one.version}`,
          note: one.note,
          by: one.activatedBy,
          at: one.activatedAt,
          more: (
            <>
              <Differences activation={one} />
              {one.digest === inForce ? null : (
                <p className="mt-1 text-sm">
                  <Link href={urls.adminRuleset(one.digest)} prefetch={false}>
                    Put <span className="sr-only">{`${one.name} ${one.version}`}</span> in force again …
                  </Link>
                </p>
              )}
            </>
          ),
        }))}
      />
      {others.length > 0 ? (
        <p className="text-sm">
          Other stored rules:{" "}
          {others.map(({ name, version, digest }, index) => (
            <Fragment key={digest}>
              {index > 0 ? ", " : ""}
              <Link href={urls.adminRuleset(digest)} prefetch={false}>
                {name} {version}
              </Link>
            </Fragment>
          ))}
        </p>
      ) : null}
    </div>
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
      <p className="mt-1">
        <RulesetFingerprint digest={digest} />
      </p>
    </>
  );
}
