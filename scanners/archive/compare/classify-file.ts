import type { FoldReason } from "./types";

const HEAD_BYTES = 8_000;
/** Where people stop reading lines: the longest lines in hand-written sources have some hundreds of characters. */
const MINIFIED_LINE = 5_000;
const MINIFIED_AVERAGE = 500;

/** Headers of programs that write code: Qt's two compilers, and what others have agreed on. */
const GENERATED =
  /^.{0,3}(?:Form implementation generated from reading ui file|Resource object code|Created by: The Resource Compiler|.{0,80}@generated|.{0,80}(?:DO NOT EDIT|do not edit by hand))/m;

export interface Text {
  text: string;
  isLatin1: boolean;
}

/** A file's text; null when it is none. Old plugins have sources in Latin-1. */
export function decodeText(bytes: Uint8Array): Text | null {
  if (bytes.subarray(0, HEAD_BYTES).includes(0)) return null;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), isLatin1: false };
  } catch {
    const odd = bytes.subarray(0, HEAD_BYTES).filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
    // Pictures and archives are full of control characters, texts in old encodings have none.
    return odd > 0 ? null : { text: Buffer.from(bytes).toString("latin1"), isLatin1: true };
  }
}

/** Why a text is folded at first. Its author may have written anything there, so it can always be opened. */
export function foldReason(path: string, text: string): FoldReason | null {
  if (/\.min\.(?:js|css)$/i.test(path)) return "minified";
  const lines = text.split("\n");
  if (text.length / lines.length > MINIFIED_AVERAGE || lines.some((line) => line.length > MINIFIED_LINE)) return "minified";
  return GENERATED.test(text.slice(0, 1_000)) ? "generated" : null;
}
