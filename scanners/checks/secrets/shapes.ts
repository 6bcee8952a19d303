import { endingOf } from "./file-types";
import type { Secret } from "./search-file";

/** Files of data, where text drawn by lot is what one expects: checksums, geometry, translations. */
const DATA_ENDINGS: ReadonlySet<string> = new Set([".txt", ".sql", ".qgs", ".po", ".buildinfo"]);
/** Well-known binary with a byte order and a geometry type at its head, as PostGIS and GeoPackage write it in hexadecimal. */
const GEOMETRY = /^(?:01[0-9a-f]{2}0000[0-9a-f]0|00[0-9a-f]0?00000[0-9a-f])[0-9a-f]*$/i;
const MIN_GEOMETRY = 42;
const PLACEHOLDER_PASSWORD =
  /^(?:%[a-z]|%\([^)]*\)[a-z]|\{[^}]*\}|\$\{?\w+\}?|<[^>]*>|\[[^\]]*\]|x+|\*+|\.+|…+|[_\W]+|(?:my|your|the|some|db|user)?[_-]?(?:password|passwd|passwort|pass|pwd|pw|secret|token|key|user|username|name)\d?)$/i;

const TEMPLATE = /^(?:%[a-z]|%\(.*\)[a-z]|\{.*\}|\$\{.*\}|<.*>)$/;
const OWN_MACHINE = /^(?:localhost|127\.0\.0\.1|host|hostname|server|(?:.*\.)?example\.(?:com|org|net))$/i;

/** What the ruleset may look at: how a value looks and where it stands. */
export function shapeOf(secret: Secret, path: string): string | undefined {
  const { detector, value, line } = secret;
  switch (detector.code) {
    case "BasicAuthDetector":
      return isPlaceholderPassword(value) || isPlaceholderAddress(value, line) ? "placeholder" : undefined;
    case "Base64HighEntropyString":
    case "HexHighEntropyString":
      if (DATA_ENDINGS.has(endingOf(path).toLowerCase())) return "data-file";
      if (isGeometry(value)) return "geometry";
      return isAlphabet(value) ? "alphabet" : undefined;
    default:
      return detector.isPattern && isInsideHex(secret) ? "geometry" : undefined;
  }
}

/** As it stands, or as an address means it: `pass%20pass`. */
function isPlaceholderPassword(value: string): boolean {
  const words = decoded(value).split(/\s/).filter(Boolean);
  return PLACEHOLDER_PASSWORD.test(value) || words.every((word) => PLACEHOLDER_PASSWORD.test(word));
}

/** Without percent-encoding; a text that is none (`%s`) stays as it is. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Who fills in the name (`{}:secret@`) fills in the password too, and nobody hides `postgres:postgres` of their own machine. */
function isPlaceholderAddress(password: string, line: string): boolean {
  const end = line.indexOf(`:${password}@`);
  const user = line.slice(line.lastIndexOf("://", end) + 3, end);
  const host = /^[\w.-]*/.exec(line.slice(end + password.length + 2))?.[0] ?? "";
  return TEMPLATE.test(user) || TEMPLATE.test(decoded(user)) || decoded(user) === decoded(password) || OWN_MACHINE.test(host);
}

/** A token of capital letters and digits is no token where the hexadecimal text goes on to both sides. */
function isInsideHex({ line, start, end, value }: Secret): boolean {
  if (!/^[0-9A-Fa-f]+$/.test(value)) return false;
  const before = /[0-9A-Fa-f]*$/.exec(line.slice(Math.max(0, start - MIN_GEOMETRY), start))?.[0].length ?? 0;
  const after = /^[0-9A-Fa-f]*/.exec(line.slice(end, end + MIN_GEOMETRY))?.[0].length ?? 0;
  return before + after >= MIN_GEOMETRY;
}

function isGeometry(value: string): boolean {
  return value.length >= MIN_GEOMETRY && value.length % 2 === 0 && GEOMETRY.test(value);
}

/** Characters in order, each once: what encoders are made of. Three of four neighbours must be neighbours in the alphabet. */
export function isAlphabet(value: string): boolean {
  let neighbours = 0;
  for (let index = 1; index < value.length; index++) {
    if (Math.abs(value.charCodeAt(index) - value.charCodeAt(index - 1)) === 1) neighbours++;
  }
  return neighbours * 4 >= (value.length - 1) * 3;
}
