/**
 * The INI dialect of Python's configparser, as QGIS Desktop reads metadata.txt. Behaviour follows CPython 3.12
 * (RawConfigParser with default delimiters and comment prefixes, no interpolation), except that all problems are
 * listed instead of the first, and that keys keep their case.
 */
import { error, showName, warning } from "./archive-error";
import type { PackageProblem } from "./types";

export interface IniValue {
  text: string;
  /** 1-based line of the key. */
  line: number;
}

export interface Ini {
  /** Keys of `[general]`. */
  general: ReadonlyMap<string, IniValue>;
  /** 1-based line of `[general]`, null when it is missing. */
  generalLine: number | null;
  problems: PackageProblem[];
}

interface OpenValue {
  lines: string[];
  line: number;
}

const SECTION = /^\[(.+)\]/;
const FIRST_DELIMITER = /[=:]/;

const ADVICE = "Write `key=value` lines below `[general]`, and indent the further lines of a value.";

class IniReader {
  readonly sections = new Map<string, Map<string, OpenValue>>();
  readonly problems: PackageProblem[] = [];
  generalLine: number | null = null;
  private section: Map<string, OpenValue> | null = null;
  private value: OpenValue | null = null;
  /** The section's keys in lower case, with the first spelling of each. */
  private spellings = new Map<string, string>();
  private indent = 0;
  private isMissingSectionTold = false;

  read(raw: string, line: number): void {
    const text = raw.trim();
    if (text.startsWith("#") || text.startsWith(";")) return;
    if (text === "") {
      this.value?.lines.push("");
      return;
    }
    const indent = raw.search(/\S/);
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
    if (this.sections.has(name))
      this.add("metadata-duplicate-section", `metadata.txt has the section [${showName(name)}] twice (line ${line}).`, line);
    const section = this.sections.get(name) ?? new Map<string, OpenValue>();
    this.sections.set(name, section);
    this.section = section;
    this.spellings = new Map([...section.keys()].map((key) => [key.toLowerCase(), key]));
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
    const key = text.slice(0, at).trimEnd();
    const value = { lines: [text.slice(at + 1).trim()], line };
    this.tellTwins(key, line);
    if (!this.section.has(key)) this.section.set(key, value);
    this.value = value;
  }

  private tellTwins(key: string, line: number): void {
    const other = this.spellings.get(key.toLowerCase());
    if (other === undefined) {
      this.spellings.set(key.toLowerCase(), key);
      return;
    }
    const first = this.section?.get(other)?.line ?? line;
    if (other === key) {
      this.add("metadata-duplicate-key", `metadata.txt has the key \`${showName(key)}\` on line ${first} and again on line ${line}.`, line);
      return;
    }
    const message = `metadata.txt has \`${showName(other)}\` (line ${first}) and \`${showName(key)}\` (line ${line}): QGIS takes them for one key.`;
    this.problems.push(warning("metadata-duplicate-key", message, "Keep one of the two.", { line }));
  }

  private add(code: string, message: string, line: number): void {
    this.problems.push(error(code, message, ADVICE, { line }));
  }
}

/** @param text without a byte order mark */
export function parseIni(text: string): Ini {
  const reader = new IniReader();
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    reader.read(line, index + 1);
  });
  const general = [...(reader.sections.get("general") ?? [])].map(([key, value]): [string, IniValue] => {
    return [key, { text: value.lines.join("\n").trimEnd(), line: value.line }];
  });
  return { general: new Map(general), generalLine: reader.generalLine, problems: reader.problems };
}
