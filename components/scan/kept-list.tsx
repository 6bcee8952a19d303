import Link from "next/link";
import type { KeptFindings, ReportFilters } from "./report";
import { reportLink } from "./report-link";
import { plural } from "./words";

const KEPT_BY: Record<KeptFindings["by"], { words: string; state: "suppressed" | "acknowledged" | "accepted" }> = {
  pragma: { words: "Comments on the lines themselves", state: "suppressed" },
  config: { words: "Settings in", state: "suppressed" },
  baseline: { words: "The baseline", state: "suppressed" },
  acknowledged: { words: "Acknowledged by the owner", state: "acknowledged" },
  accepted: { words: "Accepted by an approver", state: "accepted" },
};
const RULES_NAMED = 5;

/** What hides findings, or who let them stand: the file that asked, how many, of which rules. */
export function KeptList({ kept, filters }: { kept: readonly KeptFindings[]; filters: ReportFilters }) {
  if (kept.length === 0) return null;
  return (
    <section id="kept" aria-labelledby="kept-title" className="grid scroll-mt-4 gap-3">
      <div>
        <h3 id="kept-title" className="text-lg font-bold">
          Kept, and why
        </h3>
        <p className="text-[0.9375rem] text-muted">
          Found, but not counted, because somebody said so. Each place shows who and for what reason.
        </p>
      </div>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {kept.map(({ by, file, total, rules }) => (
          <li key={`${by} ${file}`} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2.5 sm:px-4">
            <span>
              {KEPT_BY[by].words} {file ? <span className="font-mono text-sm [overflow-wrap:anywhere]">{file}</span> : null}
            </span>
            <Link href={reportLink(filters, { state: KEPT_BY[by].state })} prefetch={false} className="text-sm">
              {plural(total, "finding")}
            </Link>
            <span className="font-mono text-[0.8125rem] [overflow-wrap:anywhere] text-muted">{rulesWords(rules)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "bandit/B101 (12), flake8/F401 and 3 more" */
function rulesWords(rules: KeptFindings["rules"]): string {
  const named = rules.slice(0, RULES_NAMED).map(({ ruleId, total }) => (total > 1 ? `${ruleId} (${total})` : ruleId));
  const more = rules.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}
