import { WORD } from "./python-text";

/**
 * "name, sign, value" as detect-secrets 1.5.0 builds it (plugins/base.py, build_assignment_regex): the name may stand in
 * quotes or brackets, the sign is `=`, `:`, `:=`, `=>`, `::` or blanks. Runs of blanks are matched once, not in three ways.
 *
 * To Python's `re` the two Turkish letters are an `i` too, where case does not count.
 *
 * @param name source of the name's pattern. @param value source of the value's pattern, its group included.
 */
export function assignment(name: string, value: string): RegExp {
  const anyCase = name.replaceAll("i", "[i\u0131\u0130]");
  return new RegExp(`(?<=[^${WORD}]|^)\\[?["']?${anyCase}["']?\\]?(?: *(?:=>|:=|::|=|:) *| +)["']?${value}["']?`, "giu");
}
