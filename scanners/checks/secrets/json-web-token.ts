const DATA = new Int8Array(128).fill(-1);
for (const [index, char] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries())
  DATA[char.charCodeAt(0)] = index;
DATA[0x2d] = 62;
DATA[0x5f] = 63;

/**
 * Whether the first two parts of `token` are JSON in base64. Source: detect-secrets 1.5.0, plugins/jwt.py, with CPython's
 * `urlsafe_b64decode` (characters beyond the alphabet are passed over) and `json.loads` (which knows NaN and Infinity).
 */
export function isFormallyValid(token: string): boolean {
  for (const [index, part] of token.split(".").entries()) {
    const rest = part.length % 4;
    if (rest === 1) return false;
    const bytes = decode(part + (rest === 0 ? "" : rest === 2 ? "==" : "==="));
    if (bytes === null || (index < 2 && !isJson(bytes))) return false;
  }
  return true;
}

/** As `binascii.a2b_base64` without strict mode; null where it raises. */
function decode(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let place = 0;
  let padding = 0;
  let left = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x3d) {
      padding++;
      if (place >= 2 && place + padding >= 4) return Uint8Array.from(bytes);
      continue;
    }
    const value = DATA[code] ?? -1;
    if (value < 0) continue;
    padding = 0;
    if (place === 0) left = value;
    else if (place === 1) {
      bytes.push((left << 2) | (value >> 4));
      left = value & 0x0f;
    } else if (place === 2) {
      bytes.push((left << 4) | (value >> 2));
      left = value & 0x03;
    } else bytes.push((left << 6) | value);
    place = (place + 1) % 4;
  }
  return place === 0 ? Uint8Array.from(bytes) : null;
}

const WORDS_OF_PYTHON = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;

function isJson(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return (
      isParsable(text) ||
      (/Infinity|NaN/.test(text) && isParsable(text.replace(WORDS_OF_PYTHON, (word) => (word[0] === '"' ? word : "null"))))
    );
  } catch {
    return false;
  }
}

function isParsable(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
