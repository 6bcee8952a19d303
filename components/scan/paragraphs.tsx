/** Plain text of a rule: a blank line parts paragraphs, backticks mark code. */
export function Paragraphs({ text }: { text: string }) {
  return text.split(/\n\s*\n/).map((paragraph) => (
    <p key={paragraph} className="text-[0.9375rem] [overflow-wrap:anywhere]">
      {paragraph.split("`").map((piece, index) =>
        index % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move.
          <code key={index} className="rounded bg-code px-1 py-0.5 font-mono text-[0.875em]">
            {piece}
          </code>
        ) : (
          piece
        ),
      )}
    </p>
  ));
}
