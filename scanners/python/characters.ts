/** What a character may be in Python source, for the first 128 of them. */
export const IDENTIFIER_START = 1;
export const IDENTIFIER_PART = 2;
export const DIGIT = 4;
export const HEX_DIGIT = 8;

export const CHARACTER_CLASS = makeClasses();

function makeClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  const mark = (from: string, to: string, bits: number): void => {
    for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) classes[code] = (classes[code] ?? 0) | bits;
  };
  mark("a", "z", IDENTIFIER_START | IDENTIFIER_PART);
  mark("A", "Z", IDENTIFIER_START | IDENTIFIER_PART);
  mark("_", "_", IDENTIFIER_START | IDENTIFIER_PART);
  mark("0", "9", IDENTIFIER_PART | DIGIT | HEX_DIGIT);
  mark("a", "f", HEX_DIGIT);
  mark("A", "F", HEX_DIGIT);
  return classes;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isHexDigit(code: number): boolean {
  return code < 128 && ((CHARACTER_CLASS[code] ?? 0) & HEX_DIGIT) !== 0;
}

/** Whether the tokenizer goes on with a name here; it judges characters beyond ASCII afterwards. */
export function isIdentifierPart(code: number): boolean {
  return code >= 128 || ((CHARACTER_CLASS[code] ?? 0) & IDENTIFIER_PART) !== 0;
}

const IDENTIFIER = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;

/** `str.isidentifier()`. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}
