/** A piece of text; a mark stands for characters that would not be seen, or would make others seem to be elsewhere. */
export interface VisiblePart {
  text: string;
  isMark: boolean;
}

/**
 * Control characters, bidirectional and other formatting ones, separators that are no line ends, characters that fonts
 * draw as nothing, private ones; and blanks in such number that what follows stands outside the window.
 */
const UNSEEN =
  /(?:(?!\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\p{Surrogate}])+|[\p{Zs}\t]{80,}(?=\S)/gu;

const MOST_NAMED = 4;

/** One line of somebody's text so that nothing in it goes unseen. */
export function visibleParts(line: string): VisiblePart[] {
  const parts: VisiblePart[] = [];
  let end = 0;
  for (const match of line.matchAll(UNSEEN)) {
    if (match.index > end) parts.push({ text: line.slice(end, match.index), isMark: false });
    parts.push({ text: nameOf(match[0]), isMark: true });
    end = match.index + match[0].length;
  }
  if (end < line.length) parts.push({ text: line.slice(end), isMark: false });
  return parts;
}

/** The same as one text, for titles and attributes. */
export const visibleText = (line: string): string =>
  visibleParts(line)
    .map((part) => (part.isMark ? `[${part.text}]` : part.text))
    .join("");

function nameOf(unseen: string): string {
  if (/^\s{80,}$/u.test(unseen)) return `${unseen.length.toLocaleString("en")} blanks`;
  const points = [...unseen].map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
  if (points.length <= MOST_NAMED) return points.join(" ");
  return `${points.slice(0, MOST_NAMED).join(" ")} and ${(points.length - MOST_NAMED).toLocaleString("en")} more`;
}
