/** The opening bracket that belongs to a closing one, both as character codes. */
export function openerOf(close: number): number {
  return close === 41 ? 40 : close - 2;
}

const EQUALS = 61;

/** Length of the operator that begins at `at`; 1 for what is none. */
export function operatorLength(text: string, at: number, code: number): number {
  const second = text.charCodeAt(at + 1);
  if (second === EQUALS) return "%&*+-/:<=>@^|!".includes(String.fromCharCode(code)) ? 2 : 1;
  switch (code) {
    case 42: // *
    case 47: // /
    case 62: // >
      return second === code ? (text.charCodeAt(at + 2) === EQUALS ? 3 : 2) : 1;
    case 60: // <
      if (second === 62) return 2;
      return second === code ? (text.charCodeAt(at + 2) === EQUALS ? 3 : 2) : 1;
    case 45: // -
      return second === 62 ? 2 : 1;
    case 46: // .
      return second === code && text.charCodeAt(at + 2) === code ? 3 : 1;
    default:
      return 1;
  }
}
