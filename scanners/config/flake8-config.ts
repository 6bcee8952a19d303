import type { PackageFile, PluginPackage } from "../archive/types";
import type { Suppression } from "../core/types";
import type { ConfigEntry, ConfigProblem } from "./config-entry";
import { type CodeLists, hiddenBy } from "./flake8-codes";
import { compilePaths, type PathPattern } from "./flake8-paths";
import { type IniSection, parseIni } from "./ini";
import { parsePerFileIgnores } from "./per-file-ignores";

/** What an author's `.flake8` asks to be left out. Nothing of it changes what is looked for. */
export interface Flake8Config {
  /** `disable-noqa`: comments shall not count. */
  isNoqaDisabled: boolean;
  /** What in the file hides a finding of this code in this file of the package, or undefined. */
  suppressionOf(path: string, code: string): Suppression | undefined;
  /** What stands in the file and is not followed, for the author to know. */
  problems: readonly ConfigProblem[];
}

const MAX_BYTES = 64 * 1024;
const MAX_ENTRIES = 1_000;
/** All patterns of an option together: each is compared with the path of each file that has findings. */
const MAX_PATTERN_LENGTH = 4_000;
const CODE = /^[A-Z]{1,3}[0-9]{0,3}$/;
/** Options that change how findings are shown, or the limits of codes that have no rule here. */
const HARMLESS = new Set(
  "quiet count format max-line-length max-doc-length indent-size hang-closing show-source statistics jobs tee color verbose output-file benchmark exit-zero max-complexity".split(
    " ",
  ),
);
const NOT_FOLLOWED: Readonly<Record<string, string>> = {
  "enable-extensions": "no plugins of Flake8 are run here",
  "require-plugins": "no plugins of Flake8 are run here",
  filename: "all Python files are looked at",
  builtins: "import such names, or mark the line with # noqa: F821",
  doctests: "doctests are not looked at",
};

/**
 * Reads the `.flake8` file in the plugin's top folder as data, as flake8 run in that folder would.
 * Source of the behaviour: flake8 7.3.0 options/config.py, main/options.py, style_guide.py and utils.py. Never throws.
 */
export function flake8Config(pluginPackage: PluginPackage): Flake8Config {
  const file = pluginPackage.files.find((one) => one.path === `${pluginPackage.topFolder}/.flake8`);
  if (!file) return NOTHING;
  const refused = (line: number, message: string): Flake8Config => ({ ...NOTHING, problems: [{ path: file.path, line, message }] });
  const text = readText(file);
  if (text === null) return refused(0, "The file is larger than 64 KB or not UTF-8, so nothing of it is followed.");
  const { sections, problem } = parseIni(text);
  if (problem) return refused(problem.line, `Nothing of the file is followed: ${problem.message}.`);
  const reader = new Reader(file.path, pluginPackage.topFolder);
  for (const name of sections.keys())
    if (name !== "flake8") reader.problem(0, `The section [${name.slice(0, 40)}] is not followed: only [flake8] is.`);
  return reader.read(sections.get("flake8") ?? new Map());
}

const NOTHING: Flake8Config = { isNoqaDisabled: false, suppressionOf: () => undefined, problems: [] };

function readText(file: PackageFile): string | null {
  if (file.bytes.byteLength > MAX_BYTES) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file.bytes);
  } catch {
    return null;
  }
}

/** Files that fit a pattern, and the codes that they leave out beside the others. */
interface FileLists {
  pattern: PathPattern;
  codes: readonly string[];
}

class Reader {
  private readonly problems: ConfigProblem[] = [];
  private readonly entries = new Map<string, ConfigEntry>();
  private readonly lists = new Map<string, readonly string[]>();
  private excludes: readonly PathPattern[] = [];
  private perFile: readonly FileLists[] = [];
  private isNoqaDisabled = false;
  /** By code and path. */
  private readonly known = new Map<string, Suppression | undefined>();

  constructor(
    private readonly path: string,
    private readonly topFolder: string,
  ) {}

  problem(line: number, message: string): void {
    this.problems.push({ path: this.path, line, message });
  }

  read(section: IniSection): Flake8Config {
    for (const [name, { value, line }] of section) {
      const key = name.replaceAll("_", "-");
      this.entries.set(key, { text: `${key} = ${value.replace(/\s+/g, " ")}`.slice(0, 200), line });
      if (!this.readOption(key, value, line)) this.entries.delete(key);
    }
    return {
      isNoqaDisabled: this.isNoqaDisabled,
      suppressionOf: (path, code) => this.suppressionOf(path, code),
      problems: this.problems,
    };
  }

  private readOption(key: string, value: string, line: number): boolean {
    switch (key) {
      case "select":
      case "extend-select":
      case "ignore":
      case "extend-ignore":
        return this.readCodes(key, value, line);
      case "exclude":
      case "extend-exclude":
        return this.readExcludes(key, value, line);
      case "per-file-ignores":
        return this.readPerFile(value, line);
      case "disable-noqa":
        this.isNoqaDisabled = /^(?:1|yes|true|on)$/i.test(value);
        return true;
      default:
        if (HARMLESS.has(key)) return false;
        this.problem(line, `“${key.slice(0, 40)}” is not followed: ${NOT_FOLLOWED[key] ?? "Flake8 itself has no such option"}.`);
        return false;
    }
  }

  private readCodes(key: string, value: string, line: number): boolean {
    const codes = this.words(key, value, line);
    const odd = key.endsWith("ignore") ? codes?.find((code) => !CODE.test(code)) : undefined;
    if (odd !== undefined) this.problem(line, `${key} is not followed: “${odd.slice(0, 40)}” in it is no code, and Flake8 refuses that.`);
    if (!codes || odd !== undefined) return false;
    this.lists.set(key, codes);
    return true;
  }

  private readExcludes(key: string, value: string, line: number): boolean {
    const words = this.words(key, value, line);
    if (!words || this.isTooLong(key, words, line)) return false;
    this.excludes = [...this.excludes, ...compilePaths(words, this.topFolder, key)];
    return true;
  }

  private readPerFile(value: string, line: number): boolean {
    const found = parsePerFileIgnores(value);
    if (!found || found.length > MAX_ENTRIES) {
      this.problem(line, "per-file-ignores is not followed: Flake8 wants lines like “ui/*.py: E501, W605”.");
      return false;
    }
    const patterns = found.map(([pattern]) => pattern);
    if (this.isTooLong("per-file-ignores", patterns, line)) return false;
    this.perFile = found.flatMap(([pattern, codes]) =>
      compilePaths([pattern], this.topFolder, "per-file-ignores").map((one) => ({ pattern: one, codes })),
    );
    return true;
  }

  private words(key: string, value: string, line: number): string[] | null {
    const words = value.split(/[,\s]+/).filter(Boolean);
    if (words.length <= MAX_ENTRIES) return words;
    this.problem(line, `${key} is not followed: it has more than ${MAX_ENTRIES} entries.`);
    return null;
  }

  private isTooLong(key: string, patterns: readonly string[], line: number): boolean {
    const isLong = patterns.join(" ").length > MAX_PATTERN_LENGTH;
    if (isLong) this.problem(line, `${key} is not followed: it is longer than ${MAX_PATTERN_LENGTH} characters.`);
    return isLong;
  }

  private suppressionOf(path: string, code: string): Suppression | undefined {
    const key = `${code} ${path}`;
    if (!this.known.has(key)) this.known.set(key, this.find(path, code));
    return this.known.get(key);
  }

  private find(path: string, code: string): Suppression | undefined {
    const option = this.excludes.find((one) => one.fits(path))?.option ?? this.hidingOption(path, code);
    const entry = option ? this.entries.get(option) : undefined;
    return entry && { by: "config", ruleSpecific: false, text: entry.text, path: this.path, line: entry.line };
  }

  private hidingOption(path: string, code: string): string | null {
    const lists: CodeLists = {
      select: this.lists.get("select") ?? null,
      extendSelect: this.lists.get("extend-select") ?? [],
      ignore: this.lists.get("ignore") ?? null,
      extendIgnore: this.lists.get("extend-ignore") ?? [],
    };
    const option = hiddenBy(code, lists);
    if (option !== null) return option;
    const extra = this.codesOfFile(path);
    return extra.length > 0 && hiddenBy(code, { ...lists, extendIgnore: [...lists.extendIgnore, ...extra] }) ? "per-file-ignores" : null;
  }

  /** Of the entries that fit, only the one with the longest pattern counts, the first of equals. */
  private codesOfFile(path: string): readonly string[] {
    let best: FileLists | null = null;
    for (const one of this.perFile) if ((!best || one.pattern.length > best.pattern.length) && one.pattern.fitsFile(path)) best = one;
    return best?.codes ?? [];
  }
}
