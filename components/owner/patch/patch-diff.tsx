import { cx } from "../../ui/cx";

/** More is for the downloaded file. */
const LINES_SHOWN = 600;

/** A unified diff, added and removed lines told apart by their sign and their colour. */
export function PatchDiff({ text }: { text: string }) {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a landmark for each piece of code would drown the page's own. */}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        role="group"
        aria-label="The patch"
        className="max-h-[40rem] overflow-auto rounded-control border border-line bg-code p-3 font-mono text-[0.8125rem] leading-relaxed"
      >
        <code className="grid w-fit min-w-full">
          {lines.slice(0, LINES_SHOWN).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat and never move.
            <span key={index} className={cx("px-1", toneOf(line))}>
              {line || " "}
            </span>
          ))}
        </code>
      </pre>
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
