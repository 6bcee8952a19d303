import { CodeBlock } from "../../ui/code-block";
import { cx } from "../../ui/cx";

/** More is for the downloaded file. */
const LINES_SHOWN = 600;

/** A unified diff, added and removed lines told apart by their sign and their colour. */
export function PatchDiff({ text }: { text: string }) {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return (
    <>
      <CodeBlock label="The patch" className="max-h-[40rem]" codeClassName="grid w-fit min-w-full">
        {lines.slice(0, LINES_SHOWN).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat and never move.
          <span key={index} className={cx("px-1", toneOf(line))}>
            {line || " "}
          </span>
        ))}
      </CodeBlock>
      {lines.length > LINES_SHOWN ? (
        <p className="mt-2 text-sm text-muted">{(lines.length - LINES_SHOWN).toLocaleString("en")} more lines are in the file.</p>
      ) : null}
    </>
  );
}

function toneOf(line: string): string {
  if (/^(?:diff |--- |\+\+\+ |old mode|new mode)/.test(line)) return "font-semibold";
  if (line.startsWith("@@")) return "text-muted";
  if (line.startsWith("+")) return "bg-good-soft text-good-ink";
  return line.startsWith("-") ? "bg-bad-soft text-bad-ink" : "";
}
