import { Fragment } from "react";
import { cx } from "../../ui/cx";
import { CodeText, type Highlight } from "./code-text";
import { Code, type CodeOf, FindingRows, LINE_TONE, LineNumber, type RowsProps } from "./diff-cells";
import { SplitRows } from "./split-rows";
import type { DiffStyle, DiffView, LineView, PlacedFinding } from "./view";

/** Two columns of code do not fit a phone: there each old line stands above what it became. */
const STACKED_PAIRS = [
  "max-md:block max-md:[&>colgroup]:hidden max-md:[&>tbody]:block max-md:[&_td[colspan]]:col-span-full",
  "max-md:[&>tbody>tr]:grid max-md:[&>tbody>tr]:grid-cols-[2.5rem_minmax(0,1fr)]",
].join(" ");

/** The changed lines of a file with their neighbours, one under the other or side by side. */
export function DiffTable({
  diff,
  style,
  findings,
  highlight,
}: {
  diff: DiffView;
  style: DiffStyle;
  findings: readonly PlacedFinding[];
  highlight: Highlight;
}) {
  const isSplit = style === "split";
  return (
    <table className={cx("w-full table-fixed border-collapse font-mono text-[0.8125rem] leading-relaxed", isSplit && STACKED_PAIRS)}>
      <caption className="sr-only">Lines of {diff.path} that changed</caption>
      <colgroup>
        <col className="w-10 sm:w-12" />
        {isSplit ? <col /> : <col className="w-10 sm:w-12" />}
        {isSplit ? <col className="w-10 sm:w-12" /> : null}
        <col />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">Old line</th>
          {isSplit ? <th scope="col">Before</th> : null}
          <th scope="col">New line</th>
          <th scope="col">{isSplit ? "After" : "Text"}</th>
        </tr>
      </thead>
      {diff.hunks.map((hunk, index) => {
        const code = codeOf(diff.path, hunk, highlight);
        const Rows = isSplit ? SplitRows : UnifiedRows;
        return (
          <tbody key={`${hunk[0]?.old} ${hunk[0]?.new}`} className={index > 0 ? "border-t-8 border-sunken" : undefined}>
            <Rows hunk={hunk} code={code} findings={findings} />
          </tbody>
        );
      })}
    </table>
  );
}

/** Each side is coloured as the text that it was, so that an unclosed quote of the other one changes nothing. */
function codeOf(path: string, hunk: readonly LineView[], highlight: Highlight): CodeOf {
  const sides = { old: hunk.filter((line) => line.kind !== "added"), new: hunk.filter((line) => line.kind !== "removed") };
  const removed = new Map(
    highlight(
      path,
      sides.old.map((line) => line.text),
    ).map((tokens, index) => [sides.old[index], tokens]),
  );
  const kept = new Map(
    highlight(
      path,
      sides.new.map((line) => line.text),
    ).map((tokens, index) => [sides.new[index], tokens]),
  );
  return (line) => <CodeText tokens={(line.kind === "removed" ? removed : kept).get(line) ?? []} cut={line.cut} />;
}

function UnifiedRows({ hunk, code, findings }: RowsProps) {
  return hunk.map((line) => (
    <Fragment key={`${line.old} ${line.new}`}>
      <tr className={LINE_TONE[line.kind]}>
        <LineNumber number={line.old} />
        <LineNumber number={line.new} />
        <Code line={line} code={code} />
      </tr>
      <FindingRows line={line} findings={findings} columns={3} />
    </Fragment>
  ));
}
