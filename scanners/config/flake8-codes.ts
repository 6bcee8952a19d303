/** Lists of codes as flake8 7.3.0 weighs them. */
export interface CodeLists {
  /** `select` and `extend-select`; null stands for an option that is not given. */
  select: readonly string[] | null;
  extendSelect: readonly string[];
  /** `ignore` and `extend-ignore`. */
  ignore: readonly string[] | null;
  extendIgnore: readonly string[];
}

/** The codes of its built-in plugins. */
const DEFAULT_SELECT = ["E", "F", "W", "C90"];
const DEFAULT_IGNORE = ["E121", "E123", "E126", "E226", "E24", "E704", "W503", "W504"];

/**
 * Whether flake8 leaves a code out, and by what: the option that names it, or `select` because it does not.
 * Source: flake8 7.3.0 style_guide.py, `DecisionEngine`: what an option names beats what holds by itself; where both
 * lists name a code, the longer prefix wins, and `ignore` on a tie.
 */
export function hiddenBy(code: string, lists: CodeLists): "select" | "ignore" | "extend-ignore" | null {
  const selected = [...(lists.select ?? DEFAULT_SELECT), ...lists.extendSelect];
  const ignored = [...(lists.ignore ?? DEFAULT_IGNORE), ...lists.extendIgnore];
  const selectLength = longestPrefix(code, selected);
  const ignoreLength = longestPrefix(code, ignored);
  const option = longestPrefix(code, lists.extendIgnore) === ignoreLength ? "extend-ignore" : "ignore";
  if (selectLength < 0) return "select";
  if (ignoreLength < 0) return null;
  const isSelectedByName = longestPrefix(code, [...(lists.select ?? []), ...lists.extendSelect]) >= 0;
  const isIgnoredByName = longestPrefix(code, [...(lists.ignore ?? []), ...lists.extendIgnore]) >= 0;
  if (isSelectedByName !== isIgnoredByName) return isSelectedByName ? null : option;
  return selectLength > ignoreLength ? null : option;
}

function longestPrefix(code: string, prefixes: readonly string[]): number {
  return prefixes.reduce((length, prefix) => (code.startsWith(prefix) && prefix.length > length ? prefix.length : length), -1);
}
