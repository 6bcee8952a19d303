import type { Detector, Found, Prefilter } from "../../detector";
import { nextRun } from "../../long-runs";
import { type Alphabet, BASE64, HEX, isSurprising, nextQuoted } from "../../quoted-text";

/** Quoted or not by what stands before: which quotes open a text is seen only from the line's beginning. */
function prefilter(alphabet: Alphabet): Prefilter {
  const { isMember, minLength } = alphabet;
  return (text, from) => {
    for (let run = nextRun(text, from, isMember, minLength); run; run = nextRun(text, run.end, isMember, minLength)) {
      const quote = text.charCodeAt(run.end);
      if ((quote === 0x22 || quote === 0x27) && text.charCodeAt(run.start - 1) === quote) {
        if (isSurprising(text.slice(run.start, run.end), alphabet)) return run.start;
      }
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
    message: "This text looks random, as keys and tokens do.",
    hint: prefilter(BASE64),
    find: surprising(BASE64),
  },
  {
    code: "HexHighEntropyString",
    typeName: "Hex High Entropy String",
    isPattern: false,
    message: "This hexadecimal text looks random, as keys and checksums do.",
    hint: prefilter(HEX),
    find: surprising(HEX),
  },
];
