/** Quoted text of one alphabet, and how much of a surprise its characters are. */
export interface Alphabet {
  /** In the tool's order: sums of fractions depend on it in the last bit. */
  chars: string;
  /** More bits per character than this are a find. Source: detect-secrets 1.5.0, plugins/high_entropy_strings.py. */
  limit: number;
  /** Fewer distinct characters (and so fewer characters) cannot reach the limit. */
  minLength: number;
  isMember: Uint8Array;
}

function alphabet(chars: string, limit: number): Alphabet {
  const isMember = new Uint8Array(128);
  for (const char of chars) isMember[char.charCodeAt(0)] = 1;
  return { chars, limit, minLength: Math.floor(2 ** limit) + 1, isMember };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Backslash is one: the tool's escape of the hyphen ended up in its alphabet. */
export const BASE64 = alphabet(`${LETTERS}0123456789+/\\-_=`, 4.5);
export const HEX = alphabet("0123456789abcdefABCDEF", 3);

export interface Quoted {
  start: number;
  end: number;
}

/** The next text between two equal quotes that is all of the alphabet, at or behind `from`, as `re.findall` goes through a line. */
export function nextQuoted(text: string, from: number, { isMember, minLength }: Alphabet): Quoted | null {
  for (let open = from; open < text.length; ) {
    const quote = text.charCodeAt(open);
    if (quote !== 0x22 && quote !== 0x27) {
      open++;
      continue;
    }
    let end = open + 1;
    while (isMember[text.charCodeAt(end)] === 1) end++;
    const length = end - open - 1;
    if (length === 0) open++;
    // What was passed over is of the alphabet, so no quote stands in it.
    else if (text.charCodeAt(end) !== quote) open = end;
    else if (length < minLength) open = end + 1;
    else return { start: open + 1, end };
  }
  return null;
}

const COUNTS = new Uint32Array(128);

/** Whether `text`, all of the alphabet, is above its limit. */
export function isSurprising(text: string, { chars, limit, minLength }: Alphabet): boolean {
  COUNTS.fill(0);
  let distinct = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (COUNTS[code] === 0) distinct++;
    COUNTS[code] = (COUNTS[code] as number) + 1;
  }
  if (distinct < minLength) return false;
  let bits = 0;
  for (let index = 0; index < chars.length; index++) {
    const share = (COUNTS[chars.charCodeAt(index)] as number) / text.length;
    if (share > 0) bits += -share * (Math.log(share) / Math.LN2);
  }
  return bits > limit;
}
