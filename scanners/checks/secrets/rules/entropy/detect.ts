import type { Detector, Found, Prefilter } from "../../detector";
import { type Alphabet, BASE64, HEX, isSurprising, nextQuoted } from "../../quoted-text";

function prefilter(alphabet: Alphabet): Prefilter {
  return (text, from) => {
    for (let next = nextQuoted(text, from, alphabet); next; next = nextQuoted(text, next.end + 1, alphabet)) {
      if (isSurprising(text.slice(next.start, next.end), alphabet)) return next.start;
    }
    return -1;
  };
}

function surprising(alphabet: Alphabet): Detector["find"] {
  return (line) => {
    const all: Found[] = [];
    for (let next = nextQuoted(line, 0, alphabet); next; next = nextQuoted(line, next.end + 1, alphabet)) {
      const value = line.slice(next.start, next.end);
      if (isSurprising(value, alphabet)) all.push({ value, ...next });
    }
    return all;
  };
}

export const detect: readonly Detector[] = [
  {
    code: "Base64HighEntropyString",
    typeName: "Base64 High Entropy String",
    isPattern: false,
    message: "This text looks drawn by lot, as keys and tokens do.",
    hint: prefilter(BASE64),
    find: surprising(BASE64),
  },
  {
    code: "HexHighEntropyString",
    typeName: "Hex High Entropy String",
    isPattern: false,
    message: "This hexadecimal text looks drawn by lot, as keys and checksums do.",
    hint: prefilter(HEX),
    find: surprising(HEX),
  },
];
