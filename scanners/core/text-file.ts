/** A file of any kind as text: line ends unified, as Python's `open()` would give it. */
export interface TextFile {
  text: string;
  lines: readonly string[];
  /** The bytes are valid UTF-8; otherwise they were read as Latin-1. */
  isUtf8: boolean;
}

/**
 * Reads text from bytes.
 * @returns null for a binary file: one that is neither UTF-8 nor UTF-16 with a byte order mark, and holds NUL bytes.
 */
export function readText(bytes: Uint8Array): TextFile | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  if (utf16) return textFile(new TextDecoder(utf16).decode(bytes), false);
  try {
    return textFile(new TextDecoder("utf-8", { fatal: true }).decode(bytes), true);
  } catch {
    if (bytes.includes(0)) return null;
    return textFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1"), false);
  }
}

function textFile(raw: string, isUtf8: boolean): TextFile {
  const text = raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
  return { text, lines: text.split("\n"), isUtf8 };
}
