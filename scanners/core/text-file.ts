/** A file of any kind as text, read as UTF-8, UTF-16 or Latin-1: line ends unified, as Python's `open()` would give it. */
export interface TextFile {
  /** A byte order mark is kept: it is a character for the tools. */
  text: string;
}

const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads text from bytes.
 * @returns null for a binary file: one that is neither UTF-8 nor UTF-16 with a byte order mark, and holds NUL bytes.
 */
export function readText(bytes: Uint8Array): TextFile | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  if (utf16) return { text: unified(new TextDecoder(utf16).decode(bytes)) };
  try {
    return { text: unified(STRICT_UTF8.decode(bytes)) };
  } catch {
    if (bytes.includes(0)) return null;
    return { text: unified(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1")) };
  }
}

/** The lines of a text for people: without a byte order mark. */
export function linesOf({ text }: TextFile): string[] {
  return (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).split("\n");
}

function unified(raw: string): string {
  return raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
}
