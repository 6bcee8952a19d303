import type { PackageFile, PluginPackage } from "../archive/types";
import { isTestId, LISTED_TEST_IDS } from "../checks/bandit/test-names";
import { type ExcludeEntry, excludeEntries } from "./bandit-exclude";
import type { ConfigEntry, ConfigProblem } from "./config-entry";
import { type IniSection, parseIni } from "./ini";
import { interpolate } from "./interpolation";

/** What an author's `.bandit` asks to be left out. Nothing of it changes what is looked for. */
export interface BanditSettings {
  /** Path of the file. */
  path: string;
  /** Tests that shall not run. */
  skips: ReadonlyMap<string, ConfigEntry>;
  /** When present, no other tests shall run. */
  tests: { ids: ReadonlySet<string>; entry: ConfigEntry } | null;
  /** Files that shall not be looked at. */
  excludes: readonly ExcludeEntry[];
}

export interface BanditConfig {
  settings: BanditSettings | null;
  /** What stands in the file and is not followed, for the author to know. */
  problems: readonly ConfigProblem[];
}

const MAX_BYTES = 64 * 1024;
const MAX_ENTRIES = 1_000;
/** All entries of `exclude` together: each is compared with the path of each file that has findings. */
const MAX_EXCLUDE_LENGTH = 4_000;

/** What the file may hide. */
const LISTS = new Set(["skips", "tests", "exclude"]);
/** Options of Bandit's command line that the file may give and that hide no finding. */
const HARMLESS = new Set("targets recursive aggregate number format msg-template output verbose debug quiet".split(" "));
/** Options that would change what is found in another way, or that make Bandit 1.9.4 itself fail. */
const NOT_FOLLOWED: Readonly<Record<string, string>> = {
  configfile: "it names another file, and only this one is read",
  profile: "profiles are defined in another file, and only this one is read",
  baseline: "earlier reports are not read; accept single findings on the plugin's page",
  "ignore-nosec": "comments with nosec always count",
  level: "Bandit itself fails on it in this file",
  confidence: "Bandit itself fails on it in this file",
};

/**
 * Reads the `.bandit` file in the plugin's top folder as data, as `bandit -r FOLDER` would from the folder above it.
 * Source of the behaviour: Bandit 1.9.4 cli/main.py, core/utils.py and core/test_set.py. Never throws.
 */
export function banditConfig(pluginPackage: PluginPackage): BanditConfig {
  const file = pluginPackage.files.find((one) => one.path === `${pluginPackage.topFolder}/.bandit`);
  if (!file) return { settings: null, problems: [] };
  const refused = (line: number, message: string): BanditConfig => ({ settings: null, problems: [{ path: file.path, line, message }] });
  const text = readText(file);
  if (text === null) return refused(0, "The file is larger than 64 KB or not UTF-8, so nothing of it is followed.");
  const { sections, problem } = parseIni(text);
  if (problem) return refused(problem.line, `Nothing of the file is followed: ${problem.message}.`);
  const section = sections.get("bandit");
  if (!section) return refused(0, "The file has no section [bandit], so nothing of it is followed.");
  const values = interpolate(section);
  if (!values) return refused(0, "Nothing of the file is followed: a percent sign in it must be written as %%.");
  return new Reader(file.path, section, values, pluginPackage).read();
}

function readText(file: PackageFile): string | null {
  if (file.bytes.byteLength > MAX_BYTES) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file.bytes);
  } catch {
    return null;
  }
}

class Reader {
  private readonly problems: ConfigProblem[] = [];

  constructor(
    private readonly path: string,
    private readonly section: IniSection,
    private readonly values: ReadonlyMap<string, string>,
    private readonly pluginPackage: PluginPackage,
  ) {}

  read(): BanditConfig {
    for (const [key, { line }] of this.section) {
      const name = key.slice(0, 40);
      if (LISTS.has(key) && this.isTooLong(key)) this.problem(line, `${name} is not followed: it has more than ${MAX_ENTRIES} entries.`);
      if (LISTS.has(key) || HARMLESS.has(key)) continue;
      this.problem(line, `“${name}” is not followed: ${NOT_FOLLOWED[key] ?? "Bandit knows no such option here"}.`);
    }
    const skipped = new Set(this.words("skips"));
    if (this.words("tests").some((word) => skipped.has(word)))
      return this.refuse("tests", "Nothing of the file is followed: a test stands in both tests and skips, which Bandit refuses.");
    const skips = withGroup(this.tests("skips"));
    const tests = withGroup(this.tests("tests"));
    if (this.values.get("tests") && tests.size === 0)
      return this.refuse("tests", "Nothing of the file is followed: tests names no test, so Bandit would refuse to run.");
    const [first] = tests.values();
    const only = first && { ids: new Set(tests.keys()), entry: { text: this.whole("tests"), line: first.line } };
    return { settings: { path: this.path, skips, tests: only ?? null, excludes: this.excludes() }, problems: this.problems };
  }

  /** The ids in a list. Bandit takes the words between the commas as they are, blanks included. */
  private tests(key: "skips" | "tests"): Map<string, ConfigEntry> {
    const found = new Map<string, ConfigEntry>();
    for (const word of this.words(key)) {
      const line = this.lineOf(key);
      if (isTestId(word)) found.set(word, { text: `${key} = ${word}`, line });
      else if (isTestId(word.trim())) this.problem(line, `“${word.trim()}” in ${key} is not followed: Bandit allows no blanks around it.`);
      else this.problem(line, `“${word.trim().slice(0, 40)}” in ${key} is not followed: it is not the id of a test, like B101.`);
    }
    return found;
  }

  private excludes(): readonly ExcludeEntry[] {
    const words = this.words("exclude");
    const line = this.lineOf("exclude");
    if (words.join(",").length > MAX_EXCLUDE_LENGTH) {
      this.problem(line, `exclude is not followed: it is longer than ${MAX_EXCLUDE_LENGTH} characters.`);
      return [];
    }
    if (words.includes(""))
      this.problem(line, "exclude has an empty entry (two commas, or one at the end): for Bandit it fits every file.");
    return excludeEntries(words, line, this.pluginPackage);
  }

  private words(key: string): string[] {
    const value = this.values.get(key);
    return value && !this.isTooLong(key) ? value.split(",") : [];
  }

  private isTooLong(key: string): boolean {
    return (this.values.get(key) ?? "").split(",").length > MAX_ENTRIES;
  }

  private whole(key: string): string {
    return `${key} = ${(this.values.get(key) ?? "").replace(/\s+/g, " ")}`.slice(0, 200);
  }

  private lineOf(key: string): number {
    return this.section.get(key)?.line ?? 0;
  }

  private problem(line: number, message: string): void {
    this.problems.push({ path: this.path, line, message });
  }

  private refuse(key: string, message: string): BanditConfig {
    this.problem(this.lineOf(key), message);
    return { settings: null, problems: this.problems };
  }
}

/** B001 stands for both lists together, unless one of their entries is named beside it. */
function withGroup(named: Map<string, ConfigEntry>): Map<string, ConfigEntry> {
  const group = named.get("B001");
  if (!group) return named;
  const result = new Map(named);
  result.delete("B001");
  if (!LISTED_TEST_IDS.some((id) => named.has(id))) for (const id of LISTED_TEST_IDS) result.set(id, group);
  return result;
}
