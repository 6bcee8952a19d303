/**
 * The INI dialect of Python's configparser, as QGIS Desktop reads metadata.txt: `ConfigParser().read_file` of a file that
 * `codecs.open` decodes (QGIS, python/utils.py). Behaviour follows CPython 3.12 with default delimiters and comment prefixes,
 * except that all problems are listed instead of the first, that keys keep their case, and that `%` is a plain character.
 */
import { isPythonSpace, trimmed } from "../config/ini";
import { error, showName } from "./archive-error";
import type { PackageProblem } from "./types";

export interface IniValue {
  /** Lines joined; blank ones at the end dropped, as Python does. */
  text: string;
  /** 1-based line of the key. */
  line: number;
}

export interface Ini {
  /** Keys of `[general]`, and those of `[DEFAULT]` that it does not have. */
  general: ReadonlyMap<string, IniValue>;
  /** Texts of every section but `[general]`, which QGIS does not read. */
  others: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** 1-based line of `[general]`, null when it is missing. */
  generalLine: number | null;
  problems: PackageProblem[];
}

interface OpenValue {
  lines: string[];
  line: number;
}

interface Section {
  values: Map<string, OpenValue>;
  /** Its keys in lower case, with the first spelling of each: QGIS makes no difference. */
  spellings: Map<string, string>;
}

const SECTION = /^\[(.+)\]/s;
const FIRST_DELIMITER = /[=:]/;
const DEFAULT_SECTION = "DEFAULT";
/**
 * Some end a line for `codecs.open` and none for Python's `open`, so QGIS versions read different keys; the rest cannot
 * stand in the XML that QGIS reads. A tab is fine.
 */
const ODD_CHARACTER = /(?![\t\n\r\u0080-\u0084\u0086-\u009f])[\p{Cc}\u2028\u2029]/u;

const ADVICE = "Write `key=value` lines below `[general]`, and indent the further lines of a value.";

/** Where the text of a line begins, in characters as Python counts a tab: one. */
function indentOf(raw: string): number {
  let at = 0;
  while (at < raw.length && isPythonSpace(raw.charCodeAt(at))) at += 1;
  return at;
}

class IniReader {
  readonly sections = new Map<string, Section>();
  readonly problems: PackageProblem[] = [];
  generalLine: number | null = null;
  private section: Section | null = null;
  private value: OpenValue | null = null;
  private indent = 0;
  private isMissingSectionTold = false;

  read(raw: string, line: number): void {
    if (ODD_CHARACTER.test(raw)) this.tellOddCharacter(raw, line);
    const text = trimmed(raw);
    if (text.startsWith("#") || text.startsWith(";")) return;
    if (text === "") {
      this.value?.lines.push("");
      return;
    }
    const indent = indentOf(raw);
    if (this.value && indent > this.indent) {
      this.value.lines.push(text);
      return;
    }
    this.indent = indent;
    const section = SECTION.exec(text);
    if (section?.[1] !== undefined) this.openSection(section[1], line);
    else this.openValue(text, line);
  }

  private openSection(name: string, line: number): void {
    this.value = null;
    const known = this.sections.get(name);
    if (known && name !== DEFAULT_SECTION)
      this.add("metadata-duplicate-section", `metadata.txt has the section [${showName(name)}] twice (line ${line}).`, line);
    this.section = known ?? { values: new Map(), spellings: new Map() };
    this.sections.set(name, this.section);
    if (name === "general" && this.generalLine === null) this.generalLine = line;
  }

  private openValue(text: string, line: number): void {
    this.value = null;
    if (!this.section) {
      if (!this.isMissingSectionTold) this.add("metadata-syntax", `Line ${line} of metadata.txt stands before the first section.`, line);
      this.isMissingSectionTold = true;
      return;
    }
    const at = text.search(FIRST_DELIMITER);
    if (at <= 0) {
      this.add(
        "metadata-syntax",
        `Line ${line} of metadata.txt is neither a key with a value nor an indented line of the value before it.`,
        line,
      );
      return;
    }
    const key = trimmed(text.slice(0, at));
    const value = { lines: [trimmed(text.slice(at + 1))], line };
    this.tellTwins(this.section, key, line);
    if (!this.section.values.has(key)) this.section.values.set(key, value);
    this.value = value;
  }

  private tellTwins({ spellings, values }: Section, key: string, line: number): void {
    const other = spellings.get(key.toLowerCase());
    if (other === undefined) {
      spellings.set(key.toLowerCase(), key);
      return;
    }
    const first = values.get(other)?.line ?? line;
    const message =
      other === key
        ? `metadata.txt has the key \`${showName(key)}\` on line ${first} and again on line ${line}.`
        : `metadata.txt has \`${showName(other)}\` (line ${first}) and \`${showName(key)}\` (line ${line}): QGIS takes them for one key and loads nothing.`;
    this.add("metadata-duplicate-key", message, line, "Keep one of the two.");
  }

  private tellOddCharacter(raw: string, line: number): void {
    const character = ODD_CHARACTER.exec(raw)?.[0] ?? "";
    const shown = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const message = `Line ${line} of metadata.txt holds the invisible character U+${shown}, which QGIS versions read in different ways.`;
    this.add("metadata-invisible-character", message, line, "Delete it; it was probably pasted along with some text.");
  }

  private add(code: string, message: string, line: number, advice = ADVICE): void {
    this.problems.push(error(code, message, advice, { line }));
  }
}

function closed(section: Section | undefined): [string, IniValue][] {
  return [...(section?.values ?? [])].map(([key, { lines, line }]) => {
    let last = lines.length;
    while (last > 1 && lines[last - 1] === "") last -= 1;
    return [key, { text: lines.slice(0, last).join("\n"), line }];
  });
}

/** @param text without a byte order mark */
export function parseIni(text: string): Ini {
  const reader = new IniReader();
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    reader.read(line, index + 1);
  });
  const own = closed(reader.sections.get("general"));
  const spellings = new Set(own.map(([key]) => key.toLowerCase()));
  const inherited = closed(reader.sections.get(DEFAULT_SECTION)).filter(([key]) => !spellings.has(key.toLowerCase()));
  const others = [...reader.sections].filter(([name]) => name !== "general");
  return {
    general: new Map([...inherited, ...own]),
    others: new Map(others.map(([name, section]) => [name, new Map(closed(section).map(([key, { text }]) => [key, text]))])),
    generalLine: reader.generalLine,
    problems: reader.problems,
  };
}
