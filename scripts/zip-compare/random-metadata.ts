/** metadata.txt files at random: what people write, and what only a parser could love. */
import { between, oneOf, type Random } from "../throw-away/random";

const KEYS = ["name", "about", "description", "homepage", "tracker", "Name", "about", "version", "tags", "x y", "é", "İ", "", "[k", "a]b"];
const DELIMITERS = ["=", "=", "=", ":", ":", " = ", "\t:\t", "==", ": =", " ", ""];
const VALUES = [
  "",
  "one",
  "two words",
  "100%",
  "%(name)s",
  "a ; b",
  "# no comment",
  "a=b",
  "[general]",
  "ünïcode",
  "\u00a0x\u3000",
  "\ufeff",
];
const INDENTS = ["", "", "", "", " ", "    ", "\t", " \t ", "\u00a0", "\u2003"];
const BLANKS = ["", " ", "\t", "\u3000", "    "];
const SECTIONS = ["[general]", "[general]", "[General]", "[DEFAULT]", "[other]", "[]", "[a]b]c", "[open", "[general] ; x"];
const ENDS = ["\n", "\n", "\n", "\r\n", "\r\n", "\r"];
const ODD = ["\u000b", "\f", "\u001c", "\u0085", "\u2028", "\u2029", "\0", "\u001f"];

function line(random: Random): string {
  const roll = random();
  const indent = oneOf(random, INDENTS);
  if (roll < 0.08) return indent + oneOf(random, SECTIONS);
  if (roll < 0.16) return `${indent}${oneOf(random, ["#", ";", "# ", " ; "])}${oneOf(random, VALUES)}`;
  if (roll < 0.26) return oneOf(random, BLANKS);
  if (roll < 0.45) return `${oneOf(random, [" ", "    ", "\t"])}${oneOf(random, VALUES)}`;
  const value = oneOf(random, VALUES);
  const odd = random() < 0.02 ? oneOf(random, ODD) : "";
  return `${indent}${oneOf(random, KEYS)}${random() < 0.8 ? between(random, 0, 30) : ""}${oneOf(random, DELIMITERS)}${value}${odd}${random() < 0.1 ? value : ""}`;
}

/** The same for the same numbers. */
export function randomMetadata(random: Random): string {
  const end = oneOf(random, ENDS);
  const lines = Array.from({ length: between(random, 0, 12) }, () => line(random));
  if (random() < 0.9) lines.unshift(oneOf(random, ["[general]", "[general]", "[general]", "# x", "[DEFAULT]"]));
  const text = lines.map((part) => part + (random() < 0.05 ? oneOf(random, ENDS) : end)).join("");
  return random() < 0.03 ? `\ufeff${text}` : text;
}
