import { CodeBlock } from "../ui/code-block";
import { cx } from "../ui/cx";
import { highlightLines, type Token } from "./highlight";
import type { ScanSnippet } from "./report";

/** Lines of a finding with their numbers; the marked ones carry a bar and a tint. */
export function CodeLines({ path, snippet, label, plain }: { path: string; snippet: ScanSnippet; label: string; plain?: boolean }) {
  const lines = plain ? snippet.lines.map((text) => [{ text, className: null }]) : highlightLines(path, snippet.lines);
  return (
    <CodeBlock label={label} className="px-0">
      <span className="block w-max min-w-full">
        {lines.map((tokens, index) => {
          const isMarked = index >= snippet.markStart && index <= snippet.markEnd;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move.
            <span key={index} className={cx("block border-l-4 pr-3", isMarked ? "border-mark-edge bg-mark" : "border-transparent")}>
              <span aria-hidden="true" className="mr-3 inline-block w-12 text-right text-muted select-none">
                {snippet.startLine + index}
              </span>
              <Tokens tokens={tokens} />
              {"\n"}
            </span>
          );
        })}
      </span>
    </CodeBlock>
  );
}

/** A whole example without line numbers. */
export function ExampleCode({ path, code, label }: { path: string; code: string; label: string }) {
  return (
    <CodeBlock label={label}>
      {highlightLines(path, code.trimEnd().split("\n")).map((tokens, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines never move.
        <span key={index} className="block">
          <Tokens tokens={tokens} />
          {"\n"}
        </span>
      ))}
    </CodeBlock>
  );
}

function Tokens({ tokens }: { tokens: readonly Token[] }) {
  return tokens.map((token, index) =>
    token.className ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move.
      <span key={index} className={token.className}>
        {token.text}
      </span>
    ) : (
      token.text
    ),
  );
}
