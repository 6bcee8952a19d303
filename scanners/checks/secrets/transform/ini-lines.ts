import { parseIni, trimmed } from "../../../config/ini";
import { interpolate } from "../../../config/interpolation";
import { isNextLinePragma } from "../allowlist";
import { splitlines } from "../python-text";

const COMMENT = /^[#;]/;
const HEADER = /^\[[^\n]+\]/;

/**
 * A configuration file as lines `key = "value"`, so that values without quotes are looked at too. The places of the lines
 * are those of the file as far as the tool finds them again: it goes through the file once and loses its way where a value
 * was filled in or a key stands in `[DEFAULT]`.
 * Source of the behaviour: detect-secrets 1.5.0, transformers/config.py.
 *
 * @param addHeader read it as if `[global]` stood above: environment files and the like.
 * @returns null for what is no configuration file to the tool.
 */
export function iniLines(text: string, addHeader = false): string[] | null {
  const first = firstLine(text);
  // Most files are none, which their first line tells.
  if (first === null || !(HEADER.test(first) || (addHeader && first.search(/[=:]/) > 0))) return null;
  const { sections, defaults, problem } = parseIni(addHeader ? `[global]\n${text}` : text, true);
  if (problem || sections.size === 0) return null;
  const places = new PlaceFinder(text);
  const lines: string[] = [];
  for (const section of [defaults, ...sections.values()]) {
    const values = interpolate(section, true);
    if (values === null) return null;
    for (const [key, value] of values) {
      for (const found of places.of(key, value)) write(lines, key, found);
    }
  }
  return lines;
}

function write(lines: string[], key: string, { value, line }: Place): void {
  if (value === "") return;
  while (lines.length < line - 1) lines.push("");
  const first = value[0] as string;
  if (isNextLinePragma(value)) lines.push(value);
  else {
    const bare = (first === "'" || first === '"') && value.endsWith(first) ? value.slice(1, -1) : value;
    lines.push(`${key} = "${bare.replaceAll('"', '\\"')}"`);
  }
}

/** The first line that is neither blank nor a comment; null when there is none. */
function firstLine(text: string): string | null {
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf("\n", start);
    const end = next < 0 ? text.length : next;
    const line = trimmed(text.slice(start, end));
    if (line !== "" && !COMMENT.test(line)) return line;
    start = end + 1;
  }
  return null;
}

interface Place {
  value: string;
  /** 1-based. */
  line: number;
}

/** Finds the lines of keys and values in the file's own text, forwards only. */
class PlaceFinder {
  private readonly lines: readonly string[];
  private next = 0;

  constructor(text: string) {
    this.lines = text.split("\n").map(trimmed);
    if (text.endsWith("\n") || text === "") (this.lines as string[]).pop();
  }

  of(key: string, value: string): Place[] {
    const [first, ...rest] = splitlines(value);
    if (first === undefined) return [];
    const values = [first, ...rest.filter((one) => one !== "")];
    const places: Place[] = [];
    let index = 0;
    for (let at = this.next; at < this.lines.length; at++) {
      const line = this.lines[at] as string;
      if (isNextLinePragma(line)) places.push({ value: line, line: at + 1 });
      else if (line === "" || COMMENT.test(line)) continue;
      else if (index === 0) {
        if (startsEntry(line, key, first)) places.push({ value: values[index++] as string, line: at + 1 });
      } else if (index === values.length) {
        this.next = at;
        return places;
      } else places.push({ value: values[index++] as string, line: at + 1 });
    }
    this.next = this.lines.length;
    return places;
  }
}

const SIGN = /[ :=]*/y;

/** Whether key, at least one sign or blank, and value begin a line; the value may itself begin with signs. */
function startsEntry(line: string, key: string, value: string): boolean {
  if (!line.startsWith(key)) return false;
  const signs = signsAt(line, key.length);
  if (signs === 0) return false;
  const own = signsAt(value, 0);
  if (own === value.length) return own < signs && line.slice(key.length + 1, key.length + signs).includes(value);
  return own < signs && line.startsWith(value, key.length + signs - own);
}

function signsAt(text: string, from: number): number {
  SIGN.lastIndex = from;
  return SIGN.exec(text)?.[0].length ?? 0;
}
