import { holdsZip, isQuietSvg, isWholeRaster } from "./judge-image";
import { isPlainText } from "./plain-text";
import type { FileJudgement, HarmlessKind } from "./types";

interface FileType {
  kind: HarmlessKind;
  /** Whether the content is what the name says. */
  holds(bytes: Uint8Array, extension: string): boolean;
}

const QM_SIGNATURE = [0x3c, 0xb8, 0x64, 0x18, 0xca, 0xef, 0x9c, 0x95, 0xcd, 0x21, 0x1c, 0xbf, 0x60, 0xa1, 0xbd, 0xdd];
const isQm = (bytes: Uint8Array) => QM_SIGNATURE.every((byte, index) => bytes[index] === byte) && !holdsZip(bytes);

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const isXml = (bytes: Uint8Array, root: RegExp) =>
  isPlainText(bytes) && !/<!ENTITY|<!DOCTYPE[^>]*\[/i.test(textOf(bytes)) && root.test(textOf(bytes).slice(0, 4_000));

/** Qt's translation source; TypeScript has the same ending. */
const isQtTranslation = (bytes: Uint8Array) => isXml(bytes, /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[^>]*-->\s*)*(?:<!DOCTYPE TS>\s*)?<TS[\s>]/);
const isGettext = (bytes: Uint8Array) => isPlainText(bytes) && /^msgid "/m.test(textOf(bytes));
const isSld = (bytes: Uint8Array) => isXml(bytes, /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[^>]*-->\s*)*<(?:\w+:)?StyledLayerDescriptor[\s>]/);
/** A style sheet that loads nothing from elsewhere. */
const isStyleSheet = (bytes: Uint8Array) => isPlainText(bytes) && !/@import|:\/\/|javascript:|expression\(|\\/i.test(textOf(bytes));

const TRANSLATION = "translation" as const;
const RASTER: FileType = { kind: "image", holds: isWholeRaster };
const TEXT: FileType = { kind: "documentation", holds: isPlainText };
const SHEET: FileType = { kind: "style", holds: isStyleSheet };

/**
 * By the ending of the name. What is not here is looked at by a person; so are, on purpose: HTML and PDF (they can run
 * scripts), `.qml` (QGIS styles carry Python, Qt's own are programs), `.json`, `.ui` and data (code reads them).
 */
const BY_EXTENSION: Readonly<Record<string, FileType>> = {
  qm: { kind: TRANSLATION, holds: isQm },
  ts: { kind: TRANSLATION, holds: isQtTranslation },
  po: { kind: TRANSLATION, holds: isGettext },
  pot: { kind: TRANSLATION, holds: isGettext },
  md: TEXT,
  rst: TEXT,
  ...{ png: RASTER, jpg: RASTER, jpeg: RASTER, gif: RASTER, webp: RASTER },
  svg: { kind: "image", holds: isQuietSvg },
  ...{ qss: SHEET, css: SHEET },
  sld: { kind: "style", holds: isSld },
};
/** Read by people. Not the licence: whoever changes it wants something. */
const DOCUMENT = /^(?:readme|changelog|changes|news|history|authors|contributors|credits|todo)(?:\.txt)?$/i;

function typeOf(path: string): { type: FileType | undefined; extension: string } {
  const name = path.split("/").at(-1) ?? "";
  const extension = name.includes(".", 1) ? (name.split(".").at(-1) ?? "").toLowerCase() : "";
  return { type: DOCUMENT.test(name) ? TEXT : Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined, extension };
}

const OTHER_KIND = "it is of a kind that a person looks at";

/**
 * Whether a file that came or changed is harmless: by its name and by its content, both of which must agree.
 *
 * @param bytes null for a file that is gone, of which only the kind counts
 */
export function judgeFile(path: string, bytes: Uint8Array | null): FileJudgement {
  const { type, extension } = typeOf(path);
  if (!type) return { not: OTHER_KIND };
  if (bytes && !type.holds(bytes, extension)) return { not: `it is not, or not only, the ${type.kind} that its name says` };
  return { kind: type.kind };
}
