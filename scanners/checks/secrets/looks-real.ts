import { isAlphabet } from "./shapes";

const MIN_LENGTH = 14;
const MAX_LENGTH = 200;
/** What passwords that programs make are made of; blanks, braces and the like belong to sentences, templates and code. */
const ALLOWED = /^[A-Za-z0-9+/=_.~!@#^*-]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE = /(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])/;
/** Words that people write where the real value belongs, and names of digests. */
const SAYS_OTHERWISE = /example|sample|dummy|placeholder|change.?me|insert|your|xxx|todo|test|fake|abc123|123456|foobar|lorem|sha\d|md5/i;
/** A word: letters with a vowel among any four of them, as in any language with an alphabet. */
const MIN_WORD = 4;

/**
 * Whether a value can hardly be anything but a real password, key or token: long enough, letters and digits in no order,
 * no address, path, template, date, id or list of words. Ours; the limits were tried out on 188 published plugins.
 */
export function looksReal(value: string): boolean {
  if (value.length < MIN_LENGTH || value.length > MAX_LENGTH || !ALLOWED.test(value)) return false;
  if (!/[0-9]/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (UUID.test(value) || DATE.test(value) || SAYS_OTHERWISE.test(value) || isAlphabet(value)) return false;
  return !isPath(value) && !isDotted(value) && !isWordList(value) && distinctCharacters(value) >= 8;
}

/** `folder/file.ext`, `/usr/share`, `v1/layers`: parts that are words. Base64 has slashes too, but no words between them. */
function isPath(value: string): boolean {
  if (!value.includes("/")) return false;
  const parts = value.split("/").filter((part) => part !== "");
  return parts.length === 0 || parts.some((part) => part.length < 40 && isWordList(part) && part.length > 2);
}

/** `module.attribute1.name` and `host.example.org`; JSON web tokens have a detector of their own. */
function isDotted(value: string): boolean {
  const parts = value.split(".");
  return parts.length > 1 && parts.some((part) => isWordList(part));
}

/** Mostly words and numbers in the ways in which names are joined: `layer_style2`, `myCamelCase16`, `WGS84-utm-32`. */
export function isWordList(value: string): boolean {
  const parts = value.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Z])(?=[A-Z][a-z])/);
  let letters = 0;
  let wordLetters = 0;
  for (const part of parts) {
    if (!/^[A-Za-z]/.test(part)) continue;
    letters += part.length;
    if (part.length >= MIN_WORD && isWord(part)) wordLetters += part.length;
  }
  return letters === 0 || wordLetters * 2 >= letters;
}

function isWord(letters: string): boolean {
  return /^(?:[^aeiouy]{0,4}[aeiouy]+)+[^aeiouy]{0,4}$/i.test(letters);
}

function distinctCharacters(value: string): number {
  return new Set(value).size;
}
