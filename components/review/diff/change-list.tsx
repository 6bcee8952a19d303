import type { ReactNode } from "react";
import { plural } from "../../scan/words";
import { cx } from "../../ui/cx";
import { ChangedFile, KIND_WORDS } from "./changed-file";
import { createHighlight } from "./code-text";
import type { ChangeView, DiffStyle, DiffView, PlacedFinding } from "./view";

/** Rows that leave the findings below within reach. */
const FIRST_ROWS = 100;
/** Rows of a page at most; a list of thousands is read in the files themselves. */
const MOST_ROWS = 1_000;

/** Two columns do not fit a phone. */
const SPLIT_WORDS = (
  <>
    <span className="max-md:hidden">Side by side</span>
    <span className="md:hidden">Old line above new line</span>
  </>
);

export interface ChangeListProps {
  changes: readonly ChangeView[];
  unchanged: number;
  diffs: readonly DiffView[];
  style: DiffStyle;
  findingsOf(path: string): readonly PlacedFinding[];
  /** Address of the same page in the other style. */
  styleHref(style: DiffStyle): string;
  /** Where the whole of a long list is shown; null when it is already. */
  allHref: string | null;
  /** Where the file's lines are shown or hidden; null when there are none to show. */
  toggleHrefOf(change: ChangeView, anchor: string): string | null;
}

/** Every file that differs, with the lines of those that are open. */
export function ChangeList({ changes, unchanged, diffs, style, findingsOf, styleHref, allHref, toggleHrefOf }: ChangeListProps) {
  const highlight = createHighlight();
  const byPath = new Map(diffs.map((diff) => [diff.path, diff]));
  const rows = allHref && changes.length > FIRST_ROWS ? firstRows(changes, findingsOf) : changes.slice(0, MOST_ROWS);
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p>{summaryOf(changes, unchanged)}</p>
        <nav aria-label="How lines are shown" className="flex gap-3 text-sm">
          <StyleLink href={styleHref("unified")} isCurrent={style === "unified"} label="One under the other" />
          <StyleLink href={styleHref("split")} isCurrent={style === "split"} label={SPLIT_WORDS} />
        </nav>
      </div>
      {changes.length > 0 ? (
        <ol className="-mx-4 border-b border-line sm:-mx-5">
          {rows.map((change, index) => {
            const anchor = `change-${index + 1}`;
            const diff = byPath.get(change.path) ?? null;
            const toggleHref = toggleHrefOf(change, anchor);
            return (
              <ChangedFile key={anchor} {...{ change, anchor, diff, toggleHref, style, highlight }} findings={findingsOf(change.path)} />
            );
          })}
        </ol>
      ) : null}
      {changes.length > rows.length ? <NotListed count={changes.length - rows.length} allHref={allHref} /> : null}
    </div>
  );
}

/** The beginning of a long list: files with critical findings, with others, then the rest. */
function firstRows(changes: readonly ChangeView[], findingsOf: ChangeListProps["findingsOf"]): readonly ChangeView[] {
  const rank = (change: ChangeView): number => {
    const findings = findingsOf(change.path);
    if (findings.length === 0) return 2;
    return findings.some(({ severity }) => severity === "critical") ? 0 : 1;
  };
  return changes
    .map((change) => ({ change, rank: rank(change) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, FIRST_ROWS)
    .map(({ change }) => change);
}

function NotListed({ count, allHref }: { count: number; allHref: string | null }) {
  return allHref ? (
    <p>
      {plural(count, "more file")}; those with findings stand first. <a href={allHref}>List them all</a>
    </p>
  ) : (
    <p>{plural(count, "more file")}, not listed. Download the file to see them.</p>
  );
}

function StyleLink({ href, isCurrent, label }: { href: string; isCurrent: boolean; label: ReactNode }) {
  return (
    <a href={href} aria-current={isCurrent ? "true" : undefined} className={cx(isCurrent && "font-semibold text-ink no-underline")}>
      {label}
    </a>
  );
}

function summaryOf(changes: readonly ChangeView[], unchanged: number): string {
  const kinds = (Object.keys(KIND_WORDS) as ChangeView["kind"][]).map((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? null : `${count.toLocaleString("en")} ${KIND_WORDS[kind].label.toLowerCase()}`;
  });
  const said = kinds.filter((words) => words !== null);
  const added = changes.reduce((sum, change) => sum + (change.added ?? 0), 0);
  const removed = changes.reduce((sum, change) => sum + (change.removed ?? 0), 0);
  const lines = added + removed > 0 ? `; +${added.toLocaleString("en")} −${removed.toLocaleString("en")} lines` : "";
  return `${said.length > 0 ? said.join(", ") : "No file differs"}${lines}. ${plural(unchanged, "file")} unchanged.`;
}
