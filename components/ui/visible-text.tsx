import { visibleParts } from "@/lib/domain/visible-text";

/** One line of somebody's text in which nothing goes unseen. */
export function VisibleText({ text }: { text: string }) {
  const parts = visibleParts(text);
  if (parts.length === 1 && parts[0]?.isMark === false) return text;
  return parts.map((part, index) =>
    part.isMark ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts never move.
      <UnseenMark key={index} text={part.text} />
    ) : (
      part.text
    ),
  );
}

export function UnseenMark({ text }: { text: string }) {
  return (
    <span className="mx-0.5 rounded border border-warn-line bg-warn-soft px-1 font-sans text-[0.75rem] font-semibold text-warn-ink not-italic">
      {text}
    </span>
  );
}
