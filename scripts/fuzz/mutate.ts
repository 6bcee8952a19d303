import { between, oneOf, type Random } from "../throw-away/random";

/** Changes bytes in a way that files are damaged, or made to be hard. `other` is another file to take parts from. */
type Mutation = (random: Random, bytes: Buffer, other: Buffer) => Buffer;

const at = (random: Random, bytes: Buffer) => between(random, 0, bytes.length + 1);
const insert = (bytes: Buffer, place: number, part: Buffer | string) =>
  Buffer.concat([bytes.subarray(0, place), typeof part === "string" ? Buffer.from(part) : part, bytes.subarray(place)]);
const linesOf = (bytes: Buffer) => bytes.toString("latin1").split("\n");
const fromLines = (lines: readonly string[]) => Buffer.from(lines.join("\n"), "latin1");

const SIGNS = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  '"',
  "'",
  '"""',
  "'''",
  "\\",
  "#",
  ":",
  "f'{",
  "}'",
  "=",
  ",",
  "@",
  "*",
  "**",
  ":=",
  "->",
  "\t",
  ";",
  "`",
  "!",
];
const STRANGE = [
  "\0",
  "\ufeff",
  "\u2028",
  "\u0085",
  "\r",
  "\f",
  "\v",
  "\u001a",
  "\u00a0",
  "\u200b",
  "\ud835\udc52",
  "\uff45",
  "\u202e",
  "𐀀",
];
const COOKIES = ["utf-8", "latin-1", "utf-7", "cp1252", "rot13", "utf-16", "x", "shift_jis", "utf-8-sig"];
const NESTS: readonly [string, string][] = [
  ["(", ")"],
  ["[", "]"],
  ["{1: ", "}"],
  ["f(", ")"],
  ["-", ""],
  ["not ", ""],
  ["lambda: ", ""],
  ["1 if x else ", ""],
  ["x.", "y"],
  ["f'{", "}'"],
  ["1 + ", "1"],
];
const WORDS = [
  "async",
  "await",
  "match",
  "case",
  "lambda",
  "yield",
  "import",
  "except",
  "# nosec",
  "# noqa",
  "global",
  "class",
  "password",
  "eval",
  "del",
];

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "flip bytes"(random, bytes) {
    const copy = Buffer.from(bytes);
    for (let left = between(random, 1, 20); left > 0 && copy.length > 0; left--) {
      const place = between(random, 0, copy.length);
      copy[place] = (copy[place] as number) ^ (1 << between(random, 0, 8));
    }
    return copy;
  },
  "delete lines"(random, bytes) {
    const lines = linesOf(bytes);
    lines.splice(between(random, 0, lines.length), between(random, 1, 6));
    return fromLines(lines);
  },
  "repeat lines"(random, bytes) {
    const lines = linesOf(bytes);
    const start = between(random, 0, lines.length);
    const part = lines.slice(start, start + between(random, 1, 6));
    lines.splice(between(random, 0, lines.length), 0, ...Array.from({ length: between(random, 1, 30) }, () => part).flat());
    return fromLines(lines);
  },
  "swap words"(random, bytes) {
    const parts = bytes.toString("latin1").split(/(\w+)/);
    for (let left = between(random, 1, 10); left > 0; left--) {
      const a = between(random, 0, parts.length);
      const b = between(random, 0, parts.length);
      [parts[a], parts[b]] = [parts[b] as string, parts[a] as string];
    }
    return Buffer.from(parts.join(""), "latin1");
  },
  "cut off": (random, bytes) => bytes.subarray(0, at(random, bytes)),
  "cut out": (random, bytes) => {
    const start = at(random, bytes);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + between(random, 1, 400))]);
  },
  "insert signs": (random, bytes) => insert(bytes, at(random, bytes), oneOf(random, SIGNS).repeat(between(random, 1, 4))),
  "insert strange characters": (random, bytes) => insert(bytes, at(random, bytes), oneOf(random, STRANGE)),
  "insert words": (random, bytes) => insert(bytes, at(random, bytes), ` ${oneOf(random, WORDS)} `),
  "insert noise": (random, bytes) =>
    insert(bytes, at(random, bytes), Buffer.from(Array.from({ length: between(random, 1, 200) }, () => between(random, 0, 256)))),
  "insert a run": (random, bytes) =>
    insert(bytes, at(random, bytes), oneOf(random, [...SIGNS, "a", " ", "0", "A="]).repeat(between(random, 100, 20_000))),
  "nest deeply"(random, bytes) {
    const [open, close] = oneOf(random, NESTS);
    const depth = between(random, 50, 3_000);
    const lines = linesOf(bytes);
    lines.splice(between(random, 0, lines.length), 0, `x = ${open.repeat(depth)}1${close.repeat(depth)}`);
    return fromLines(lines);
  },
  "other indentation"(random, bytes) {
    const unit = oneOf(random, ["\t", " ", "        ", " \t"]);
    return fromLines(linesOf(bytes).map((line) => (random() < 0.2 ? line.replace(/^ {4}/, unit) : line)));
  },
  "other line ends": (random, bytes) =>
    Buffer.from(bytes.toString("latin1").replaceAll("\n", oneOf(random, ["\r", "\r\n", "\n\r", "\n\n"])), "latin1"),
  "another encoding"(random, bytes) {
    const text = bytes.toString("utf8");
    const way = between(random, 0, 5);
    if (way === 0) return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    if (way === 1) return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    if (way === 2) return Buffer.from(text, "latin1");
    if (way === 3) return insert(bytes, at(random, bytes), Buffer.from([0xed, 0xa0, 0x80]));
    return insert(bytes, 0, `# -*- coding: ${oneOf(random, COOKIES)} -*-\n`);
  },
  "part of another file"(random, bytes, other) {
    const start = at(random, other);
    return insert(bytes, at(random, bytes), other.subarray(start, start + between(random, 1, 2_000)));
  },
};

const NAMES = Object.keys(MUTATIONS);

/** One to three mutations of a file. Equal random numbers, equal bytes. */
export function mutate(random: Random, bytes: Buffer, other: Buffer): { bytes: Buffer; how: string } {
  let result = bytes;
  const names = Array.from({ length: between(random, 1, 4) }, () => oneOf(random, NAMES));
  for (const name of names) result = (MUTATIONS[name] as Mutation)(random, result, other);
  return { bytes: result, how: names.join(", ") };
}
