import { Code } from "./code";

/** Words in which backticks mark code; one without its partner stands as it is. */
export function CodeWords({ text }: { text: string }) {
  return text.split(/`([^`]+)`/).map((piece, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move.
      <Code key={index}>{piece}</Code>
    ) : (
      piece
    ),
  );
}
