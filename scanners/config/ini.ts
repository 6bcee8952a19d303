/**
 * INI files as Python's configparser reads them: what `.flake8` and `.bandit` mean to the tools that own them.
 * Behaviour follows CPython 3.12 (`configparser.RawConfigParser` with its defaults): `=` and `:` delimit, `#` and `;` begin
 * whole-line comments, deeper indented lines go on with a value, keys are lower case, `[DEFAULT]` is part of every section.
 */
export interface IniEntry {
  value: string;
  /** 1-based line of the key. */
  line: number;
}

export type IniSection = ReadonlyMap<string, IniEntry>;

export interface IniProblem {
  /** 1-based; 0 when it concerns the whole file. */
  line: number;
  /** In an author's words, without the file's own text. */
  message: string;
}

export interface IniFile {
  /** By name as written, in order, without `[DEFAULT]`. Empty when there is a problem: Python reads nothing of such a file. */
  sections: ReadonlyMap<string, IniSection>;
  /** What `[DEFAULT]` itself holds; each section has it too. */
  defaults: IniSection;
  problem: IniProblem | null;
}

interface OpenEntry {
  lines: string[];
  line: number;
}

type OpenSection = Map<string, OpenEntry>;

const DEFAULT_SECTION = "DEFAULT";

/**
 * @param text decoded as UTF-8, a byte order mark kept: Python refuses a section header behind one.
 * @param keepCase keys stay as written, as for detect-secrets, which sets `optionxform` to `str`.
 */
export function parseIni(text: string, keepCase = false): IniFile {
  const reader = new IniReader(keepCase);
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  for (const [index, line] of lines.entries()) {
    reader.read(line, index + 1);
    if (reader.problem) return { sections: new Map(), defaults: new Map(), problem: reader.problem };
  }
  return { ...reader.close(), problem: null };
}

class IniReader {
  problem: IniProblem | null = null;
  private readonly sections = new Map<string, OpenSection>();
  private readonly defaults: OpenSection = new Map();
  private section: OpenSection | null = null;
  private entry: OpenEntry | null = null;
  private indent = 0;

  constructor(private readonly keepCase: boolean) {}

  read(raw: string, line: number): void {
    const [start, end] = stripped(raw, 0, raw.length);
    const text = raw.slice(start, end);
    if (text === "") this.entry?.lines.push("");
    else if (text.startsWith("#") || text.startsWith(";")) return;
    else if (this.entry && start > this.indent) this.entry.lines.push(text);
    else {
      this.indent = start;
      const close = text.lastIndexOf("]");
      if (text.startsWith("[") && close >= 2) this.openSection(text.slice(1, close), line);
      else this.openEntry(text, line);
    }
  }

  close(): Pick<IniFile, "sections" | "defaults"> {
    const defaults = new Map(closed(this.defaults));
    return { sections: new Map([...this.sections].map(([name, section]) => [name, new Map([...defaults, ...closed(section)])])), defaults };
  }

  private openSection(name: string, line: number): void {
    this.entry = null;
    if (name === DEFAULT_SECTION) this.section = this.defaults;
    else if (this.sections.has(name)) this.problem = { line, message: "a section stands in it twice" };
    else {
      this.section = new Map();
      this.sections.set(name, this.section);
    }
  }

  private openEntry(text: string, line: number): void {
    if (!this.section) {
      this.problem = { line, message: "a line stands before the first [section]" };
      return;
    }
    const at = text.search(/[=:]/);
    if (at <= 0) {
      this.problem = { line, message: "a line is neither a key with a value nor an indented line of the value before it" };
      return;
    }
    const written = trimmed(text.slice(0, at));
    const key = this.keepCase ? written : written.toLowerCase();
    if (this.section.has(key)) {
      this.problem = { line, message: "a key stands twice in one section" };
      return;
    }
    this.entry = { lines: [trimmed(text.slice(at + 1))], line };
    this.section.set(key, this.entry);
  }
}

function closed(section: OpenSection): [string, IniEntry][] {
  return [...section].map(([key, { lines, line }]) => {
    let last = lines.length;
    while (last > 1 && lines[last - 1] === "") last--;
    return [key, { value: lines.slice(0, last).join("\n"), line }];
  });
}

/** `str.strip()` of Python: other characters count as blanks than in JavaScript, a byte order mark does not. */
export function trimmed(text: string): string {
  const [start, end] = stripped(text, 0, text.length);
  return text.slice(start, end);
}

function stripped(text: string, from: number, to: number): [start: number, end: number] {
  let start = from;
  let end = to;
  while (start < end && isPythonSpace(text.charCodeAt(start))) start++;
  while (end > start && isPythonSpace(text.charCodeAt(end - 1))) end--;
  return [start, end];
}

/** Whether `str.isspace()` holds for this UTF-16 unit. */
export function isPythonSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13) || (code >= 28 && code <= 31);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
