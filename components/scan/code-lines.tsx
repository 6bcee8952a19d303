import { CodeBlock } from "../ui/code-block";
import { highlightLines, type Token } from "./highlight";
import type { ScanSnippet } from "./report";

/** Lines of a finding with their numbers, which globals.css counts; the marked ones carry a bar and a tint. */
export function CodeLines({ path, snippet, label }: { path: string; snippet: ScanSnippet; label: string }) {
  const { startLine, lines, markStart, markEnd } = snippet;
  return (
    <CodeBlock label={label} className="px-0">
      <span className="code-lines" style={{ counterReset: `line ${startLine - 1}` }}>
        {highlightLines(path, lines).map((tokens, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines never move.
          <CodeLine key={index} tokens={tokens} isMarked={index >= markStart && index <= markEnd} />
        ))}
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
        <CodeLine key={index} tokens={tokens} />
      ))}
    </CodeBlock>
  );
}

function CodeLine({ tokens, isMarked }: { tokens: readonly Token[]; isMarked?: boolean }) {
  return (
    <span className={isMarked ? "code-line is-marked" : "code-line"}>
      {tokens.map((token, index) =>
        token.className ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move.
          <span key={index} className={token.className}>
            {token.text}
          </span>
        ) : (
          token.text
        ),
      )}
      {"\n"}
    </span>
  );
}
