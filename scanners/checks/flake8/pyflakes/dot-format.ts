import { isStringConstant, type PyNode } from "../../../python/ast";
import { type FormatField, type FormatProblem, readFormatFields } from "./format-fields";
import { formatText } from "./format-text";
import type { Walker } from "./walker";

/** Placeholders of one format string: `0` and `1` stand for `{}{}`, too. */
class Placeholders {
  readonly positions = new Set<string>();
  readonly names = new Set<string>();
  private numbering: "automatic" | "manual" | null = null;

  /** @returns false when automatic and manual numbers are mixed. */
  add(field: string): boolean {
    const key = (/^[^.]*/.exec(field)?.[0] ?? "").split("[", 1)[0] as string;
    const position = integerOf(key);
    if (position === null && key !== "") {
      this.names.add(key);
      return true;
    }
    const numbering = position === null ? "automatic" : "manual";
    if (this.numbering !== null && this.numbering !== numbering) return false;
    this.numbering = numbering;
    this.positions.add(position ?? String(this.positions.size));
    return true;
  }
}

/** What Python's `int` makes of a text, as digits; null when it is none. */
function integerOf(text: string): string | null {
  const match = /^\s*([+-]?)(\d+(?:_\d+)*)\s*$/.exec(text);
  if (!match?.[2]) return null;
  const digits = match[2].replaceAll("_", "").replace(/^0+(?=\d)/, "");
  return match[1] === "-" && digits !== "0" ? `-${digits}` : digits;
}

/** `"…".format(…)`: fields and arguments must fit. Source of the behaviour: pyflakes 3.4.0. */
export function checkDotFormat(walker: Walker, call: PyNode): void {
  const text: PyNode = call.func.value;
  if (!isStringConstant(text)) return;
  const fields = readFormatFields(formatText(text));
  const placeholders = typeof fields === "string" ? fields : placeholdersOf(fields);
  if (placeholders === "mixed") walker.reports.add("F525", call);
  else if (typeof placeholders === "string") walker.reports.add("F521", call, placeholders);
  else compare(walker, call, placeholders);
}

function placeholdersOf(fields: readonly FormatField[]): Placeholders | FormatProblem | "mixed" | "nested" {
  const placeholders = new Placeholders();
  for (const { name, specification } of fields) {
    if (!placeholders.add(name)) return "mixed";
    const inner = specification === "" ? [] : readFormatFields(specification);
    if (typeof inner === "string") return inner;
    for (const field of inner) {
      if (field.specification.includes("{")) return "nested";
      if (!placeholders.add(field.name)) return "mixed";
    }
  }
  return placeholders;
}

function compare({ reports }: Walker, call: PyNode, { positions, names }: Placeholders): void {
  const args: PyNode[] = call.args;
  const keywords: PyNode[] = call.keywords;
  if (args.some((arg) => arg.nodeType === "Starred") || keywords.some((keyword) => !keyword.arg)) return;
  const given = new Set(args.map((_, at) => String(at)));
  const named = new Set(keywords.map((keyword) => keyword.arg as string));
  const unusedPositions = [...given].filter((position) => !positions.has(position));
  const unusedNames = [...named].filter((name) => !names.has(name));
  const missing = [...positions].filter((position) => !given.has(position)).concat([...names].filter((name) => !named.has(name)));
  if (unusedPositions.length > 0) reports.add("F523", call, unusedPositions.join(", "));
  if (unusedNames.length > 0) reports.add("F522", call, unusedNames.sort().join(", "));
  if (missing.length > 0) reports.add("F524", call, missing.sort().join(", "));
}
