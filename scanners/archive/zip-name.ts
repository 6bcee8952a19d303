/** What the bytes of an entry's name say, to QGIS and to other programs. */
import { ARCHIVE_LIMITS } from "./limits";
import { unicodePathText } from "./zip-extra";

export interface ZipName {
  /** As Python's zipfile, and so QGIS, reads it; null when the bytes are no name in the encoding that the flags tell. */
  name: string | null;
  /** The same bytes read as UTF-8, when the ZIP does not say that they are: macOS and Linux programs do so. */
  utf8Name: string | null;
  /** A second, different name in an extra field. */
  otherName: string | null;
}

const UTF8_FLAG = 0x0800;
/** Code page 437, bytes 0x80-0xFF: what names without the UTF-8 flag mean to Python's zipfile and so to QGIS. */
const CP437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
/** No name of the allowed length has more bytes, in either encoding. What is longer is only shown, so the rest is not decoded. */
const LONGEST_RAW_NAME = ARCHIVE_LIMITS.pathCharacters * 4;

function asUtf8(raw: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return null;
  }
}

/**
 * @returns null for bytes that are no name in code page 437 either: some programs stop at 0xff, and some take the first byte
 * of a slash in too many bytes (UTF-8 forbids those) for what it hides
 */
function asCp437(raw: Uint8Array): string | null {
  const isHidden = (byte: number, index: number) => (byte === 0xc0 || byte === 0xc1) && ((raw[index + 1] ?? 0) & 0xc0) === 0x80;
  if (raw.some((byte, index) => byte === 0xff || isHidden(byte, index))) return null;
  const latin1 = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("latin1");
  return latin1.replace(/[\x80-\xff]/g, (character) => CP437[character.charCodeAt(0) - 0x80] ?? "");
}

/** @param unicodePath content of the extra field 0x7075, if there is one */
export function readName(rawName: Uint8Array, flags: number, unicodePath: Uint8Array | null): ZipName {
  const raw = rawName.subarray(0, LONGEST_RAW_NAME + 1);
  // A cut may fall inside a character; code page 437 has no such places.
  const isUtf8 = (flags & UTF8_FLAG) !== 0 && raw.length === rawName.length;
  const name = isUtf8 ? asUtf8(raw) : asCp437(raw);
  const isPlain = raw.every((byte) => byte < 0x80);
  const utf8Name = isUtf8 || isPlain ? null : asUtf8(raw);
  if (!unicodePath) return { name, utf8Name, otherName: null };
  const second = unicodePathText(unicodePath, rawName);
  const isSame = second.name !== null && (second.name === name || (second.isCurrent && second.name === utf8Name));
  return { name, utf8Name, otherName: isSame ? null : (second.name ?? "") };
}

/** The name that was meant, when a path looks like UTF-8 that was read as code page 437; null otherwise. */
export function meantName(path: string): string | null {
  if (!/\P{ASCII}/u.test(path)) return null;
  const bytes = Array.from(path, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x80 ? code : CP437.indexOf(character) + 0x80;
  });
  // -1 of indexOf becomes 0x7f, which no name holds.
  return bytes.includes(0x7f) ? null : asUtf8(Uint8Array.from(bytes));
}
