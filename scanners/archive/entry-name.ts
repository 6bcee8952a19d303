/** Names inside a ZIP: how their bytes become text, and which names are safe on every system QGIS runs on. */
import { crc32 } from "node:zlib";
import { error, showName, ZIP_AGAIN } from "./archive-error";
import { ARCHIVE_LIMITS } from "./limits";
import type { PackageProblem } from "./types";

/** Code page 437, bytes 0x80-0xFF: what names without the UTF-8 flag mean to Python's zipfile and so to QGIS. */
const CP437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** Device names that Windows finds in every folder, with any ending. */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?: *\..*)?$/i;
/** Turn the reading direction or are invisible, so that a name looks like another. */
const DIRECTION_CHARACTER = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const CONTROL_CHARACTER = /[\p{Cc}\u2028\u2029]/u;

/**
 * @returns the name, or null when the UTF-8 flag is set and the bytes are not UTF-8
 */
export function decodeName(raw: Uint8Array, isUtf8: boolean): string | null {
  if (!isUtf8) return Array.from(raw, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : (CP437[byte - 0x80] ?? ""))).join("");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return null;
  }
}

/**
 * The second name that Info-ZIP writes for names beyond ASCII (extra field 0x7075), when it belongs to this name.
 * Some readers use it and others do not.
 */
export function unicodePathOf(extra: Uint8Array, rawName: Uint8Array): string | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  let at = 0;
  while (at + 4 <= extra.length) {
    const size = view.getUint16(at + 2, true);
    if (
      view.getUint16(at, true) === 0x7075 &&
      size >= 5 &&
      at + 4 + size <= extra.length &&
      view.getUint32(at + 5, true) === crc32(rawName)
    ) {
      return decodeName(extra.subarray(at + 9, at + 4 + size), true);
    }
    at += 4 + size;
  }
  return null;
}

/** Equal for two names that a case-insensitive or normalising file system takes for one. */
export function nameKey(name: string): string {
  // Upper case first expands what lower case alone leaves apart, as full case folding does (ß and ss).
  return name.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC").replace(/\/$/, "");
}

function unsafeReason(name: string): string | null {
  if (CONTROL_CHARACTER.test(name)) return "holds a control character";
  if (DIRECTION_CHARACTER.test(name)) return "holds a character that changes the reading direction";
  if (name.includes("\\")) return "holds a backslash";
  if (name.startsWith("/")) return "begins with a slash";
  if (/^[A-Za-z]:/.test(name)) return "begins with a drive letter";
  const parts = name.replace(/\/$/, "").split("/");
  if (parts.includes("..")) return "climbs out of its folder with `..`";
  if (parts.includes(".") || parts.includes("")) return "has an empty part or a `.` between its slashes";
  return null;
}

function windowsReason(name: string): string | null {
  const part = name.split("/").find((piece) => WINDOWS_DEVICE.test(piece) || /[. ]$/.test(piece) || piece.includes(":"));
  return part === undefined ? null : `has the part \`${showName(part)}\``;
}

/** All reasons why nobody may unpack an entry of this name. */
export function nameProblems(name: string): PackageProblem[] {
  const problems: PackageProblem[] = [];
  const add = (code: string, reason: string, advice: string) =>
    problems.push(error(code, `The name of the entry \`${showName(name)}\` ${reason}.`, advice, { entry: showName(name) }));
  const unsafe = unsafeReason(name);
  if (unsafe) add("unsafe-entry-name", unsafe, `Names are relative, with \`/\` between folders. ${ZIP_AGAIN}`);
  const windows = unsafe ? null : windowsReason(name);
  if (windows)
    add(
      "windows-reserved-name",
      `${windows}, which Windows cannot store`,
      "Rename it: no device names such as aux or con, no colon, no dot or space at the end.",
    );
  if (name.length > ARCHIVE_LIMITS.pathCharacters) {
    add(
      "path-too-long",
      `has ${name.length} characters; ${ARCHIVE_LIMITS.pathCharacters} are allowed`,
      "Use shorter folder and file names.",
    );
  }
  const depth = name.replace(/\/$/, "").split("/").length;
  if (depth > ARCHIVE_LIMITS.pathDepth) {
    add("path-too-deep", `lies ${depth} levels deep; ${ARCHIVE_LIMITS.pathDepth} are allowed`, "Use fewer nested folders.");
  }
  return problems;
}
