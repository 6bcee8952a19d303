/** What the values of metadata.txt must look like. */
import { error, showName } from "./archive-error";
import { ARCHIVE_LIMITS } from "./limits";
import type { IniValue } from "./metadata-ini";
import type { PackageProblem } from "./types";

export const REQUIRED_KEYS = [
  "name",
  "description",
  "version",
  "qgisMinimumVersion",
  "author",
  "email",
  "about",
  "tracker",
  "repository",
] as const;

/** A version of QGIS: one to three numbers. */
export const VERSION_RANGE_PART = /^\d{1,3}(?:\.\d{1,3}){0,2}$/;
const PLUGIN_VERSION = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,31}$/;
/** One sign, no spaces, a dotted host: what a mail can be sent to. Bounded, so hostile text costs nothing. */
const EMAIL = /^[^\s@,;<>()"]{1,64}@[A-Za-z0-9\p{L}-]{1,63}(?:\.[A-Za-z0-9\p{L}-]{1,63}){1,8}$/u;
/** What the Plugin Builder leaves for the author to fill in. */
const TEMPLATE_URLS = new Set(["http://bugs", "http://repo", "http://homepage"]);
const LINK_KEYS = ["tracker", "repository", "homepage"] as const;
const ONE_LINE_KEYS = [
  "name",
  "version",
  "author",
  "email",
  "qgisMinimumVersion",
  "qgisMaximumVersion",
  ...LINK_KEYS,
  "icon",
  "category",
] as const;

/** QGIS versions compared by number, missing parts count as zero. */
export function isGreaterVersion(a: string, b: string): boolean {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function linkFault(value: string): string | null {
  if (TEMPLATE_URLS.has(value.toLowerCase().replace(/\/$/, ""))) return "is the placeholder of the Plugin Builder";
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:") || /\s/.test(value)) return "is not an http or https address";
  return url.username || url.password ? "holds a user name or password" : null;
}

function linkProblems(general: ReadonlyMap<string, IniValue>): PackageProblem[] {
  return LINK_KEYS.flatMap((key) => {
    const value = general.get(key);
    const fault = value?.text ? linkFault(value.text) : null;
    if (!value || fault === null) return [];
    return error(
      "metadata-link",
      `\`${key}\` in metadata.txt (line ${value.line}) ${fault}.`,
      "Give the full address of a page, beginning with https://.",
      { line: value.line },
    );
  });
}

function oneLineProblems(general: ReadonlyMap<string, IniValue>): PackageProblem[] {
  return ONE_LINE_KEYS.flatMap((key) => {
    const value = general.get(key);
    if (!value) return [];
    const problems: PackageProblem[] = [];
    const add = (fault: string, advice: string) =>
      problems.push(error("metadata-text", `\`${key}\` in metadata.txt (line ${value.line}) ${fault}.`, advice, { line: value.line }));
    if (/[\p{Cc}\u2028\u2029]/u.test(value.text)) add("has more than one line or a control character", "Write it on one line.");
    const isLong = value.text.length > ARCHIVE_LIMITS.textFieldCharacters && !(LINK_KEYS as readonly string[]).includes(key);
    if (isLong) add(`has ${value.text.length} characters; ${ARCHIVE_LIMITS.textFieldCharacters} are allowed`, "Shorten it.");
    return problems;
  });
}

/**
 * Problems of single values. Missing ones and the range of QGIS versions are the caller's.
 * @param cleanVersion drops what may stand before a version number
 */
export function fieldProblems(general: ReadonlyMap<string, IniValue>, cleanVersion: (text: string) => string): PackageProblem[] {
  const problems = [...oneLineProblems(general), ...linkProblems(general)];
  const check = (key: string, isFine: (text: string) => boolean, code: string, fault: (text: string) => string, advice: string) => {
    const value = general.get(key);
    if (!value?.text || isFine(value.text)) return;
    problems.push(error(code, `\`${key}\` in metadata.txt (line ${value.line}) ${fault(value.text)}.`, advice, { line: value.line }));
  };
  check(
    "author",
    (text) => !text.includes("/"),
    "metadata-author",
    () => "holds a slash",
    "Separate several authors by commas.",
  );
  const badEmail = (text: string) => text.split(",").find((part) => !EMAIL.test(part.trim()));
  check(
    "email",
    (text) => badEmail(text) === undefined,
    "metadata-email",
    (text) => `holds \`${showName((badEmail(text) ?? "").trim())}\`, which is no email address`,
    "Give one address, or several with commas between them.",
  );
  const versionAdvice = "Use letters, digits and `. _ + -`, at most 32 characters, for instance 1.4.2.";
  check(
    "version",
    (text) => PLUGIN_VERSION.test(cleanVersion(text)),
    "metadata-version",
    (text) => `is \`${showName(text)}\`, which is no version number`,
    versionAdvice,
  );
  // `/plugins/<name>/version/add/` takes uploads; no version's page could stand there.
  check(
    "version",
    (text) => cleanVersion(text) !== "add",
    "metadata-version",
    () => "is `add`, which is a word of this site",
    versionAdvice,
  );
  for (const key of ["qgisMinimumVersion", "qgisMaximumVersion"]) {
    check(
      key,
      (text) => VERSION_RANGE_PART.test(text),
      "metadata-qgis-version",
      (text) => `is \`${showName(text)}\`, which is no QGIS version`,
      "Write numbers with dots, for instance 3.22.",
    );
  }
  return problems;
}
