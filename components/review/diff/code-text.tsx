import { highlightLines, type Token } from "../../scan/highlight";
import { UnseenMark, VisibleText } from "../../ui/visible-text";

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
      {cut > 0 ? <UnseenMark text={`${cut.toLocaleString("en")} more characters, not shown`} /> : null}
    </>
  );
}
