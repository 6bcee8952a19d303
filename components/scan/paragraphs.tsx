import { CodeWords } from "../ui/code-words";

/** Plain text of a rule: a blank line parts paragraphs, backticks mark code. */
export function Paragraphs({ text }: { text: string }) {
  return text.split(/\n\s*\n/).map((paragraph) => (
    <p key={paragraph} className="text-[0.9375rem] [overflow-wrap:anywhere]">
      <CodeWords text={paragraph} />
    </p>
  ));
}
