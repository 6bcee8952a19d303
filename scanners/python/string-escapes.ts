import { isHexDigit } from "./characters";

const BACKSLASH = 92;
const LARGEST_CHARACTER = 0x10ffff;

/**
 * Whether CPython 3.12 refuses an escape in this literal without a raw prefix: too few digits, a character that does not
 * exist, a name without braces. Whether there is a character of a name is not looked at.
 */
export function hasBadEscape(source: string, isBytes: boolean): boolean {
  for (let at = source.indexOf("\\"); at >= 0; at = source.indexOf("\\", at + 2)) {
    const kind = source.charCodeAt(at + 1);
    if (kind === 120) {
      if (!hasHexDigits(source, at + 2, 2)) return true;
    } else if (isBytes || kind === BACKSLASH) continue;
    else if (kind === 117 && !hasHexDigits(source, at + 2, 4)) return true;
    else if (kind === 85 && !isCharacter(source, at + 2)) return true;
    else if (kind === 78 && !/^\{[^}\n]+\}/.test(source.slice(at + 2, at + 120))) return true;
  }
  return false;
}

function hasHexDigits(source: string, start: number, count: number): boolean {
  for (let at = start; at < start + count; at++) if (!isHexDigit(source.charCodeAt(at))) return false;
  return true;
}

function isCharacter(source: string, start: number): boolean {
  return hasHexDigits(source, start, 8) && Number.parseInt(source.slice(start, start + 8), 16) <= LARGEST_CHARACTER;
}
