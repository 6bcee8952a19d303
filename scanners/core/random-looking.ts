import { isWordList } from "../checks/secrets/looks-real";

/** Text that looks drawn by lot, as keys and tokens do; masked wherever it stands, also where no rule reports it. */

const TOKEN = /[A-Za-z0-9+/=_-]{20,}/g;
const CREDENTIALS_IN_URL = /:\/\/[^\s:@/'"]{0,100}:([^\s:@/'"]{1,200})@/g;
const HEX = /^[0-9a-fA-F-]+$/;
/** The limits of detect-secrets for hexadecimal and base64 text, in bits per character. */
const HEX_LIMIT = 3;
const BASE64_LIMIT = 4.5;
/** Below about 40 characters no text can reach the limit for base64, so shorter ones need letters and digits in a mix. */
const SHORT_LIMIT = 3.7;
const SHORT_LENGTH = 40;

/** A password in a connection string, with a digit so that names of variables stay readable. */
const PASSWORD_IN_TEXT = /(?:password|passwd|pwd)[ \t]{0,3}[=:][ \t]{0,3}([^\s'",;&(){}[\]<>]{4,200})/gi;
/** What a key may be glued to: `KEY=…`, `path/…`, `name_…`. */
const PART = /[^=/_-]{20,}/g;
const HEX_RUN = /[0-9a-fA-F]{16,}/g;

interface Span {
  start: number;
  end: number;
}

export function looksRandomSpans(line: string): Span[] {
  const spans: Span[] = [];
  for (const match of line.matchAll(TOKEN)) spans.push(...randomParts(match[0], match.index));
  for (const match of line.matchAll(CREDENTIALS_IN_URL)) {
    const end = match.index + match[0].length - 1;
    spans.push({ start: end - (match[1] as string).length, end });
  }
  for (const match of line.matchAll(PASSWORD_IN_TEXT)) {
    const value = match[1] as string;
    const end = match.index + match[0].length;
    if (/[0-9]/.test(value)) spans.push({ start: end - value.length, end });
  }
  return spans;
}

/** The token when it looks random as a whole, else the parts of it that do. */
function randomParts(token: string, at: number): Span[] {
  if (looksRandom(token)) return [{ start: at, end: at + token.length }];
  const spans: Span[] = [];
  for (const pattern of [PART, HEX_RUN]) {
    for (const { 0: part, index } of token.matchAll(pattern)) {
      if (part.length < token.length && looksRandom(part)) spans.push({ start: at + index, end: at + index + part.length });
    }
  }
  return spans;
}

function looksRandom(token: string): boolean {
  if (!/[0-9]/.test(token) || !/[A-Za-z]/.test(token)) return false;
  const bits = entropy(token);
  if (HEX.test(token)) return bits > HEX_LIMIT;
  // Names of classes, files and layers are long and hold digits too.
  if (isWordList(token)) return false;
  return bits > (token.length < SHORT_LENGTH && /[a-z]/.test(token) && /[A-Z]/.test(token) ? SHORT_LIMIT : BASE64_LIMIT);
}

/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
