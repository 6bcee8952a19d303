import { WORD } from "./python-text";

/**
 * "name, sign, value" as detect-secrets 1.5.0 builds it (plugins/base.py, build_assignment_regex): the name may stand in
 * quotes or brackets, the sign is `=`, `:`, `:=`, `=>`, `::` or blanks. Runs of blanks are matched once, not in three ways.
 *
 * @param name source of the name's pattern. @param value source of the value's pattern, its group included.
 */
export function assignment(name: string, value: string): RegExp {
  return new RegExp(`(?<=[^${WORD}]|^)\\[?["']?${name}["']?\\]?(?: *(?:=>|:=|::|=|:) *| +)["']?${value}["']?`, "giu");
}
