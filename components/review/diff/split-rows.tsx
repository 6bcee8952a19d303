import { Fragment } from "react";
import { cx } from "../../ui/cx";
import { Code, FindingRows, LINE_TONE, LineNumber, type RowsProps } from "./diff-cells";
import type { LineView } from "./view";

/**
 * Old lines on the left, what they became on the right; on a phone below (diff-table.tsx), and what did not change once. Its
 * one column of numbers has the new ones alone: two counts in turn could not be told apart.
 */
export function SplitRows({ hunk, code, findings }: RowsProps) {
  return pairUp(hunk).map(({ left, right }) => (
    <Fragment key={`${left?.old} ${right?.new}`}>
      <tr>
        <Side line={left} number={left?.old ?? null} code={code} isEdge />
        <Side line={right} number={right?.new ?? null} code={code} />
      </tr>
      {right ? <FindingRows line={right} findings={findings} columns={4} /> : null}
    </Fragment>
  ));
}

function Side({ line, number, code, isEdge }: { line: LineView | null; number: number | null; code: RowsProps["code"]; isEdge?: boolean }) {
  const edge = isEdge && "border-line md:border-r";
  if (!line) return <td colSpan={2} className={cx("bg-sunken max-md:hidden", edge)} />;
  const once = isEdge && line.kind === "context" && "max-md:hidden";
  return (
    <>
      <LineNumber
        number={line.kind === "removed" ? <span className="max-md:hidden">{number}</span> : number}
        className={cx(LINE_TONE[line.kind], once)}
      />
      <Code line={line} code={code} className={cx(LINE_TONE[line.kind], edge, once)} />
    </>
  );
}

interface Pair {
  left: LineView | null;
  right: LineView | null;
}

/** Removed lines stand beside the added ones that follow them. */
function pairUp(hunk: readonly LineView[]): Pair[] {
  const pairs: Pair[] = [];
  let removed: LineView[] = [];
  let added: LineView[] = [];
  const flush = () => {
    const rows = Math.max(removed.length, added.length);
    for (let index = 0; index < rows; index += 1) pairs.push({ left: removed[index] ?? null, right: added[index] ?? null });
    [removed, added] = [[], []];
  };
  for (const line of hunk) {
    if (line.kind === "removed") removed.push(line);
    else if (line.kind === "added") added.push(line);
    else {
      flush();
      pairs.push({ left: line, right: line });
    }
  }
  flush();
  return pairs;
}
