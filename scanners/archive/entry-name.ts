/** Which names inside a ZIP are safe on every system QGIS runs on. */
import { error, showName, ZIP_AGAIN } from "./archive-error";
import { ARCHIVE_LIMITS } from "./limits";
import type { PackageProblem } from "./types";

/** Device names that Windows finds in every folder, with any ending. */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?: *\..*)?$/i;
/** Python's zipfile writes an underscore for these on Windows, so that two files can become one. */
const WINDOWS_CHARACTER = /[<>:"|?*]/;
/** Turn the reading direction or are invisible, so that a name looks like another. */
const DIRECTION_CHARACTER = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const INVISIBLE_CHARACTER = /[\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff]/u;
const CONTROL_CHARACTER = /[\p{Cc}\u2028\u2029]/u;
const HIDDEN_CHARACTER = [CONTROL_CHARACTER, DIRECTION_CHARACTER, INVISIBLE_CHARACTER];
const RENAME = "Rename the file without this character, then zip the folder again.";
const RELATIVE_NAMES = `Names are relative, with \`/\` between folders. ${ZIP_AGAIN}`;
/** `unzip` drops what looks like a version of the VMS system. */
const VMS_VERSION = /;\d*$/;
/** Linux stores no longer names. In bytes of UTF-8. */
const LONGEST_PART = 255;

/** Equal for two names that a case-insensitive or normalising file system takes for one. */
export function nameKey(name: string): string {
  // Unicode's caseless matching (D145). Lower, upper and lower case together do what full case folding does: ẞ, ß and ss;
  // the Kelvin sign and k. Format characters are skipped as HFS+ does.
  const folded = name.normalize("NFD").toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");
  return folded
    .replace(/\p{Cf}/gu, "")
    .normalize("NFD")
    .replace(/\/$/, "");
}

function unsafeReason(name: string): string | null {
  if (name === "") return "is empty";
  if (CONTROL_CHARACTER.test(name)) return "holds a control character";
  if (DIRECTION_CHARACTER.test(name)) return "holds a character that changes the reading direction";
  if (INVISIBLE_CHARACTER.test(name)) return "holds an invisible character";
  if (name.includes("\\")) return "holds a backslash";
  if (name.startsWith("/")) return "begins with a slash";
  if (/^[A-Za-z]:/.test(name)) return "begins with a drive letter";
  const parts = name.replace(/\/$/, "").split("/");
  if (parts.includes("..")) return "climbs out of its folder with `..`";
  if (parts.includes(".") || parts.includes("")) return "has an empty part or a `.` between its slashes";
  if (parts.some((part) => VMS_VERSION.test(part))) return "ends in a version after a semicolon, which some programs drop";
  return null;
}

function windowsReason(name: string): string | null {
  const part = name.split("/").find((piece) => WINDOWS_DEVICE.test(piece) || /[. ]$/.test(piece) || WINDOWS_CHARACTER.test(piece));
  return part === undefined ? null : `has the part \`${showName(part)}\``;
}

function lengthProblem(name: string): string | null {
  if (name.length > ARCHIVE_LIMITS.pathCharacters) {
    return `has more than ${ARCHIVE_LIMITS.pathCharacters} characters`;
  }
  const part = name.split("/").find((piece) => Buffer.byteLength(piece) > LONGEST_PART);
  return part === undefined ? null : `has a part of more than ${LONGEST_PART} bytes`;
}

/** All reasons why nobody may unpack an entry of this name. */
export function nameProblems(name: string): PackageProblem[] {
  const problems: PackageProblem[] = [];
  const shown = showName(name);
  const add = (code: string, reason: string, advice: string) =>
    problems.push(error(code, `The name of the entry \`${shown}\` ${reason}.`, advice, { entry: shown }));
  const length = lengthProblem(name);
  if (length) add("path-too-long", length, "Use shorter folder and file names.");
  // Patterns below are not tried on names without bounds.
  if (name.length > ARCHIVE_LIMITS.pathCharacters) return problems;
  const unsafe = unsafeReason(name);
  if (unsafe) add("unsafe-entry-name", unsafe, HIDDEN_CHARACTER.some((kind) => kind.test(name)) ? RENAME : RELATIVE_NAMES);
  const windows = unsafe ? null : windowsReason(name);
  if (windows)
    add(
      "windows-reserved-name",
      `${windows}, which Windows cannot store`,
      'Rename it: no device names such as aux or con, none of < > : " | ? *, no dot or space at the end.',
    );
  const depth = name.replace(/\/$/, "").split("/").length;
  if (depth > ARCHIVE_LIMITS.pathDepth) {
    add("path-too-deep", `lies ${depth} levels deep; ${ARCHIVE_LIMITS.pathDepth} are allowed`, "Use fewer nested folders.");
  }
  return problems;
}
