import Link from "next/link";
import { urls } from "@/lib/urls";
import { Alert } from "../ui/alert";
import { LinkButton } from "../ui/button";

interface Prepared {
  ruleId: string;
  /** As it stands in the address. */
  text: string;
  setting: string;
}

/** Changes that were looked at and wait for others to be put in force together: they stand in the address alone. */
export function PreparedChanges({ changes }: { changes: readonly Prepared[] }) {
  const last = changes.at(-1);
  if (!last) return null;
  const without = (left: Prepared) => changes.filter((one) => one !== left).map((one) => one.text);
  const title =
    changes.length === 1 ? "One change is prepared and not in force" : `${changes.length} changes are prepared and not in force`;
  return (
    <Alert tone="info" title={title}>
      <div className="mt-1 grid gap-3">
        <ul className="grid gap-1">
          {changes.map((change) => (
            <li key={change.ruleId}>
              <span className="font-semibold">{change.ruleId}</span> becomes {change.setting}.{" "}
              <Link href={urls.adminRules({ set: without(change) })} prefetch={false}>
                Leave <span className="sr-only">{change.ruleId}</span> out
              </Link>
            </li>
          ))}
        </ul>
        <p className="text-sm text-muted">Choose further rules below. They are put in force together, as one version of the rules.</p>
        <div className="flex flex-wrap gap-2">
          <LinkButton href={`${urls.adminRule(last.ruleId, { to: last.setting, set: without(last) })}#effect`} variant="primary" size="sm">
            Show what they change
          </LinkButton>
          <LinkButton href={urls.adminRules()} size="sm">
            Drop them
          </LinkButton>
        </div>
      </div>
    </Alert>
  );
}
