import { type HintFinding, leaveOutLines, pathHintOf, pathHintWords } from "@/scanners/report/path-hint";
import { Alert } from "../ui/alert";
import { CodeBlock } from "../ui/code-block";

/** Said before the findings, because it may save the work on them. */
export function LeaveOutHint({ open, omitted }: { open: readonly HintFinding[]; omitted: Readonly<Record<string, number>> }) {
  const hint = pathHintOf(open, omitted);
  if (!hint) return null;
  const lines = leaveOutLines(hint);
  return (
    <Alert title={pathHintWords(hint)}>
      <div className="grid gap-2 [&>*]:min-w-0">
        <p>
          Users do not run the tests. With {lines.length === 1 ? "this line" : "these lines"} in a file <code>.gitattributes</code> in the
          plugin's folder, <code>git archive</code> and <code>qgis-plugin-ci</code> make the ZIP without them:
        </p>
        <CodeBlock label="Lines for .gitattributes">{lines.join("\n")}</CodeBlock>
        <p>If you zip the folder by hand, zip a copy from which you have deleted them.</p>
      </div>
    </Alert>
  );
}
