import type { Detector, Found } from "../../detector";
import { isFormallyValid } from "../../json-web-token";

const RUN = /[A-Za-z0-9_=-]*/y;

function runEnd(line: string, from: number): number {
  RUN.lastIndex = from;
  RUN.exec(line);
  return RUN.lastIndex;
}

/** `eyJ….…`, then a dot where there is one. A run without a second part holds no token, wherever in it one would begin. */
function tokens(line: string): Found[] {
  const all: Found[] = [];
  for (let start = line.indexOf("eyJ"); start >= 0; ) {
    const header = runEnd(line, start + 3);
    const payload = header > start + 3 && line[header] === "." ? runEnd(line, header + 1) : -1;
    let next = header;
    if (payload > header + 1) {
      next = line[payload] === "." ? payload + 1 : payload;
      const value = line.slice(start, next);
      if (isFormallyValid(value)) all.push({ value, start, end: signatureEnd(line, next) });
    }
    start = line.indexOf("eyJ", next);
  }
  return all;
}

/** The signature is no part of the value for the tool, but must not be shown either. */
function signatureEnd(line: string, from: number): number {
  return line[from - 1] === "." ? runEnd(line, from) : from;
}

export const detect: readonly Detector[] = [
  {
    code: "JwtTokenDetector",
    typeName: "JSON Web Token",
    isPattern: true,
    message: "A JSON web token stands here; it lets its holder in as somebody.",
    hint: "eyJ",
    find: tokens,
  },
];
