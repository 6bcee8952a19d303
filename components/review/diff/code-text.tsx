import { visibleParts } from "@/lib/domain/visible-text";
import { highlightLines, type Token } from "../../scan/highlight";

const HIGHLIGHTED_LINES = 1_000;
/** Colours are a help: a page of hostile text does not wait for them. */
const HIGHLIGHT_BUDGET_MS = 400;

/** Colours lines until its time is used up; one per page. */
export type Highlight = (path: string, lines: readonly string[]) => readonly (readonly Token[])[];

export function createHighlight(): Highlight {
  let usedMs = 0;
  return (path, lines) => {
    if (usedMs > HIGHLIGHT_BUDGET_MS || lines.length > HIGHLIGHTED_LINES) return lines.map((text) => [{ text, className: null }]);
    const startedAt = performance.now();
    const tokens = highlightLines(path, lines);
    usedMs += performance.now() - startedAt;
    return tokens;
  };
}

/** A line of code in which nothing goes unseen. */
export function CodeText({ tokens, cut }: { tokens: readonly Token[]; cut: number }) {
  return (
    <>
      {tokens.map((token, index) =>
        token.className ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move.
          <span key={index} className={token.className}>
            <VisibleText text={token.text} />
          </span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move.
          <VisibleText key={index} text={token.text} />
        ),
      )}
      {cut > 0 ? <Mark text={`${cut.toLocaleString("en")} more characters, not shown`} /> : null}
    </>
  );
}

/** Somebody's text, isolated from the direction of what stands around it. */
export function VisibleText({ text }: { text: string }) {
  const parts = visibleParts(text);
  if (parts.length === 1 && parts[0]?.isMark === false) return text;
  return parts.map((part, index) =>
    part.isMark ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts never move.
      <Mark key={index} text={part.text} />
    ) : (
      part.text
    ),
  );
}

function Mark({ text }: { text: string }) {
  return (
    <span className="mx-0.5 rounded border border-warn-line bg-warn-soft px-1 font-sans text-[0.75rem] font-semibold text-warn-ink not-italic">
      {text}
    </span>
  );
}
