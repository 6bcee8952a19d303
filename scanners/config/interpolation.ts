import type { IniSection } from "./ini";

const MAX_DEPTH = 10;
/** References may multiply a value; what is longer than this is refused. */
const MAX_LENGTH = 65_536;
const REFERENCE = /^%\(([^)]+)\)s/;

/**
 * The values of a section with `%(key)s` filled in and `%%` as `%`, or null when Python would refuse the section (a lone
 * `%`, an unknown key, references in a circle). Source: CPython 3.12 `configparser.BasicInterpolation`, which Bandit uses
 * and Flake8 does not.
 *
 * @param keepCase names are looked for as written.
 */
export function interpolate(section: IniSection, keepCase = false): ReadonlyMap<string, string> | null {
  const filled = new Map<string, string>();
  for (const key of section.keys()) {
    const value = fill(section, key, 1, keepCase);
    if (value === null) return null;
    filled.set(key, value);
  }
  return filled;
}

function fill(section: IniSection, key: string, depth: number, keepCase: boolean): string | null {
  let rest = section.get(key)?.value;
  if (rest === undefined || depth > MAX_DEPTH) return null;
  let result = "";
  for (let at = rest.indexOf("%"); at >= 0; at = rest.indexOf("%")) {
    result += rest.slice(0, at);
    rest = rest.slice(at);
    if (rest.startsWith("%%")) {
      result += "%";
      rest = rest.slice(2);
      continue;
    }
    const reference: RegExpExecArray | null = REFERENCE.exec(rest);
    const name = keepCase ? reference?.[1] : reference?.[1]?.toLowerCase();
    const value = name === undefined ? null : fill(section, name, depth + 1, keepCase);
    if (value === null || result.length + value.length > MAX_LENGTH) return null;
    result += value;
    rest = rest.slice(reference?.[0].length);
  }
  return result + rest;
}
