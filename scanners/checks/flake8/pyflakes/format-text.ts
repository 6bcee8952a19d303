import type { PyNode } from "../../../python/ast";

/**
 * The text of a constant, with a placeholder for each character that is written by its name (`\N{BULLET}`), which the
 * tree leaves as it is written: its braces must not be taken for a field.
 */
export function formatText(constant: PyNode): string {
  const text: string = constant.value;
  if (!text.includes("\\N{") || /^[a-z]*r/i.test(constant.quote_style ?? "")) return text;
  return text.replace(/\\N\{[^{}]*\}/g, "\uFFFD");
}
