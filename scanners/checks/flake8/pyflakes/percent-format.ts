import { isStringConstant, type PyNode } from "../../../python/ast";
import { formatText } from "./format-text";
import type { Walker } from "./walker";

interface Placeholder {
  /** Name in `%(name)s`, null for `%s`. */
  name: string | null;
  /** How many of width and precision are given as `*`. */
  stars: number;
  conversion: string;
}

/** Sticky: one match per place, each part bounded by the next parenthesis or the first other character. */
const NAME = /\(([^()]*)\)/y;
const MODIFIERS = /[#0+ -]*(\*|\p{Nd}*)(?:\.(\*|\p{Nd}*))?[hlL]?/uy;
const CONVERSIONS = "diouxXeEfFgGcrsa%";

/** The placeholders of `"…" % …`, or null when the text ends inside one. */
function placeholdersIn(text: string): Placeholder[] | null {
  const found: Placeholder[] = [];
  for (let at = text.indexOf("%"); at >= 0; at = text.indexOf("%", at)) {
    NAME.lastIndex = at + 1;
    const name = NAME.exec(text);
    MODIFIERS.lastIndex = name ? NAME.lastIndex : at + 1;
    const modifiers = MODIFIERS.exec(text);
    const end = modifiers ? MODIFIERS.lastIndex : at + 1;
    if (end >= text.length) return null;
    const stars = (modifiers?.[1] === "*" ? 1 : 0) + (modifiers?.[2] === "*" ? 1 : 0);
    const conversion = String.fromCodePoint(text.codePointAt(end) as number);
    found.push({ name: name ? (name[1] as string) : null, stars, conversion });
    at = end + conversion.length;
  }
  return found;
}

/** What a format wants: values by position, or by name. Null when it says so in both ways. */
interface Wanted {
  byPosition: boolean;
  count: number;
  names: ReadonlySet<string>;
}

/** `"…" % …`: placeholders and values must fit. Source of the behaviour: pyflakes 3.4.0. */
export function checkPercentFormat(walker: Walker, node: PyNode): void {
  if (!isStringConstant(node.left)) return;
  const placeholders = placeholdersIn(formatText(node.left));
  if (!placeholders) {
    walker.reports.add("F501", node);
    return;
  }
  const wanted = wantedBy(walker, node, placeholders);
  if (!wanted) return;
  const { right } = node;
  if ((right.nodeType === "Tuple" || right.nodeType === "List") && !(right.elts as PyNode[]).some((one) => one.nodeType === "Starred"))
    compareSequence(walker, node, wanted, right.elts.length);
  else if (right.nodeType === "Dict" && (right.keys as (PyNode | null)[]).every(isStringConstant)) compareNames(walker, node, wanted);
}

function wantedBy({ reports }: Walker, node: PyNode, placeholders: readonly Placeholder[]): Wanted | null {
  const names = new Set<string>();
  let count = 0;
  let byPosition: boolean | null = null;
  for (const { name, stars, conversion } of placeholders) {
    if (conversion === "%") continue;
    if (!CONVERSIONS.includes(conversion)) reports.add("F509", node, conversion);
    byPosition ??= name === null;
    for (let star = 0; star < stars; star++) {
      if (byPosition) count++;
      else reports.add("F508", node);
    }
    if (byPosition !== (name === null)) {
      reports.add("F506", node);
      return null;
    }
    if (name === null) count++;
    else names.add(name);
  }
  return { byPosition: byPosition ?? false, count, names };
}

function compareSequence({ reports }: Walker, node: PyNode, { byPosition, count }: Wanted, given: number): void {
  if (!byPosition) reports.add("F502", node);
  else if (count !== given) reports.add("F507", node, String(count), String(given));
}

function compareNames({ reports }: Walker, node: PyNode, { byPosition, count, names }: Wanted): void {
  if (byPosition) {
    if (count > 1) reports.add("F503", node);
    return;
  }
  const given = new Set((node.right.keys as PyNode[]).map((key) => key.value as string));
  const unused = [...given].filter((name) => !names.has(name)).sort();
  const missing = [...names].filter((name) => !given.has(name)).sort();
  if (unused.length > 0) reports.add("F504", node, unused.join(", "));
  if (missing.length > 0) reports.add("F505", node, missing.join(", "));
}
