/** What a file is by its first bytes. Signatures are facts of the formats; the order decides where two fit. */

export type ProgramKind = "elf" | "pe" | "mach-o" | "java-class" | "wasm" | "dex" | "static-library" | "llvm-bitcode";
export type ArchiveKind = "zip" | "gzip" | "bzip2" | "xz" | "7z" | "rar" | "zstd" | "tar" | "cab";
export type ContentKind =
  | { group: "program"; kind: ProgramKind }
  | { group: "archive"; kind: ArchiveKind }
  | { group: "compiled-python" }
  | { group: "script"; interpreter: string }
  | null;

export const PROGRAM_TITLES: Record<ProgramKind, string> = {
  elf: "a program or library for Linux (ELF)",
  pe: "a program or library for Windows (PE)",
  "mach-o": "a program or library for macOS (Mach-O)",
  "java-class": "compiled Java code",
  wasm: "a WebAssembly program",
  dex: "a program for Android",
  "static-library": "a library of compiled code",
  "llvm-bitcode": "compiled code (LLVM)",
};

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));

const PROGRAMS: readonly [ProgramKind, readonly number[]][] = [
  ["elf", [0x7f, ...ascii("ELF")]],
  ["mach-o", [0xfe, 0xed, 0xfa, 0xce]],
  ["mach-o", [0xfe, 0xed, 0xfa, 0xcf]],
  ["mach-o", [0xce, 0xfa, 0xed, 0xfe]],
  ["mach-o", [0xcf, 0xfa, 0xed, 0xfe]],
  ["mach-o", [0xca, 0xfe, 0xba, 0xbf]],
  ["mach-o", [0xbe, 0xba, 0xfe, 0xca]],
  ["wasm", [0x00, ...ascii("asm")]],
  ["dex", ascii("dex\n")],
  ["static-library", ascii("!<arch>\n")],
  ["llvm-bitcode", [...ascii("BC"), 0xc0, 0xde]],
];

const ARCHIVES: readonly [ArchiveKind, readonly number[]][] = [
  ["zip", [...ascii("PK"), 3, 4]],
  ["zip", [...ascii("PK"), 5, 6]],
  ["zip", [...ascii("PK"), 7, 8]],
  ["gzip", [0x1f, 0x8b, 0x08]],
  ["bzip2", ascii("BZh")],
  ["xz", [0xfd, ...ascii("7zXZ"), 0]],
  ["7z", [...ascii("7z"), 0xbc, 0xaf, 0x27, 0x1c]],
  ["rar", [...ascii("Rar!"), 0x1a, 0x07]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["cab", [...ascii("MSCF"), 0, 0, 0, 0]],
];

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0) =>
  signature.every((byte, index) => bytes[at + index] === byte);

/** "MZ" alone could begin a text; a DOS header has zeros in it. */
const isPe = (bytes: Uint8Array) => startsWith(bytes, ascii("MZ")) && bytes.length >= 28 && bytes.subarray(0, 64).includes(0);

/** Java classes and macOS programs for several processors share a signature; the next number is a version or a count. */
function cafebabeKind(bytes: Uint8Array): ProgramKind | null {
  if (!startsWith(bytes, [0xca, 0xfe, 0xba, 0xbe])) return null;
  const next = ((bytes[4] ?? 0) << 24) | ((bytes[5] ?? 0) << 16) | ((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0);
  return next > 0 && next < 40 ? "mach-o" : "java-class";
}

/** A two-byte number of the Python release, CR LF, and a code object behind the header (8, 12 or 16 bytes by release). */
function isCompiledPython(bytes: Uint8Array): boolean {
  if (bytes[2] !== 0x0d || bytes[3] !== 0x0a) return false;
  return [8, 12, 16].some((at) => bytes[at] === 0x63 || bytes[at] === 0xe3);
}

function interpreterOf(bytes: Uint8Array): string | null {
  const start = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  if (!startsWith(bytes, ascii("#!"), start)) return null;
  const line =
    Buffer.from(bytes.subarray(start + 2, start + 200))
      .toString("latin1")
      .split(/[\r\n]/, 1)[0] ?? "";
  const words = line.trim().split(/\s+/);
  if (!words[0]?.startsWith("/")) return null;
  const isEnv = words[0].endsWith("/env");
  const program = isEnv ? words.slice(1).find((word) => !word.startsWith("-") && !word.includes("=")) : words[0];
  return program?.slice(program.lastIndexOf("/") + 1) ?? "";
}

const ZIP_END = Buffer.from([0x50, 0x4b, 5, 6]);
const ZIP_END_BYTES = 22;
const ZIP_COMMENT_BYTES = 65_535;

/**
 * Whether a file ends as a ZIP does, whatever it begins with: Python imports modules out of such a file, be it a picture
 * in front. As Python does, looks for the last end record, and for the list of entries right before it.
 */
export function endsAsZip(content: Uint8Array): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const start = Math.max(0, bytes.length - ZIP_END_BYTES - ZIP_COMMENT_BYTES);
  const found = bytes.subarray(start, bytes.length - ZIP_END_BYTES + ZIP_END.length).lastIndexOf(ZIP_END);
  if (found < 0) return false;
  const at = start + found;
  const list = at - bytes.readUInt32LE(at + 12);
  return list >= 0 && list < at && startsWith(bytes, [0x50, 0x4b, 1, 2], list);
}

/** @param bytes the whole file, or its first bytes (512 are enough) */
export function contentKind(bytes: Uint8Array): ContentKind {
  const program = PROGRAMS.find(([, signature]) => startsWith(bytes, signature))?.[0] ?? (isPe(bytes) ? "pe" : cafebabeKind(bytes));
  if (program) return { group: "program", kind: program };
  const archive = ARCHIVES.find(([, signature]) => startsWith(bytes, signature))?.[0];
  if (archive) return { group: "archive", kind: archive };
  if (startsWith(bytes, ascii("ustar"), 257)) return { group: "archive", kind: "tar" };
  if (isCompiledPython(bytes)) return { group: "compiled-python" };
  const interpreter = interpreterOf(bytes);
  return interpreter === null ? null : { group: "script", interpreter };
}
