import { FUNCTIONS } from "./svg-lists";

const LOCAL_URL = /^\s*(["']?)#([A-Za-z_][\w.:-]{0,127})\1\s*$/;

/** Ids that a value refers to by `url(#…)`, or null when it could load something or is written to confuse. */
export function localReferences(value: string): string[] | null {
  // Escapes and comments hide words, rules with @ load.
  if (/[\\@<]|\/\*/.test(value)) return null;
  const ids: string[] = [];
  for (let at = value.indexOf("("); at !== -1; at = value.indexOf("(", at + 1)) {
    const name = /[\w-]*$/.exec(value.slice(Math.max(0, at - 40), at))?.[0].toLowerCase() ?? "";
    if (name === "url") {
      const end = value.indexOf(")", at);
      const id = LOCAL_URL.exec(value.slice(at + 1, end === -1 ? undefined : end))?.[2];
      if (end === -1 || id === undefined) return null;
      ids.push(id);
    } else if (!FUNCTIONS.has(name)) return null;
  }
  return ids;
}

/** Without rules that begin with @: imports, fonts, and colours for the dark, which an icon can do without. */
function withoutAtRules(css: string): string {
  let kept = "";
  let depth = 0;
  let isSkipping = false;
  for (const character of css) {
    if (character === "@") isSkipping = true;
    if (!isSkipping) kept += character;
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (isSkipping && depth <= 0 && (character === "}" || character === ";")) {
      isSkipping = false;
      depth = 0;
    }
  }
  return kept;
}

/** A style sheet without comments and @-rules; null when anything in it could load. */
export function cleanStyleSheet(css: string): string | null {
  const text = withoutAtRules(css.replace(/\/\*[\s\S]*?\*\//g, " "));
  // Selectors such as :not(…) are functions that are not on the list: such a sheet is left out as a whole.
  return localReferences(text) === null ? null : text;
}
