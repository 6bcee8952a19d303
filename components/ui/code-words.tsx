/** One sentence in which backticks mark code. */
export function CodeWords({ text }: { text: string }) {
  return text.split("`").map((piece, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move.
      <code key={index} className="rounded bg-code px-1 py-0.5 font-mono text-[0.875em]">
        {piece}
      </code>
    ) : (
      piece
    ),
  );
}
