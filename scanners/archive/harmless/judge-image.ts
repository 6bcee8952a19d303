import sax from "sax";
import { sanitiseRaster } from "../icons/sanitise-icon";
import { ELEMENTS } from "../icons/svg-lists";
import { isPlainText } from "./plain-text";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
};
/** Where each format ends: what stands behind is no picture. */
const ENDINGS: Readonly<Record<string, readonly number[]>> = {
  "image/png": [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
  "image/jpeg": [0xff, 0xd9],
  "image/gif": [0x3b],
};
/** The end of a ZIP's directory: Python imports from a file that holds one, whatever stands before it. */
const ZIP_END = Buffer.from([0x50, 0x4b, 5, 6]);

export const holdsZip = (bytes: Uint8Array): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(ZIP_END);

function endsAsItShould(bytes: Uint8Array, contentType: string): boolean {
  if (contentType === "image/webp") {
    const size = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt32LE(4);
    return bytes.length === 8 + size + (size & 1);
  }
  const ending = ENDINGS[contentType] ?? [];
  return ending.every((byte, index) => bytes[bytes.length - ending.length + index] === byte);
}

/** Whether the bytes are the whole picture that the ending of the name promises, with nothing behind it. */
export function isWholeRaster(bytes: Uint8Array, extension: string): boolean {
  const contentType = sanitiseRaster(bytes)?.contentType;
  return contentType !== undefined && contentType === CONTENT_TYPES[extension] && endsAsItShould(bytes, contentType) && !holdsZip(bytes);
}

const SVG = "http://www.w3.org/2000/svg";
/** What drawing programs write beside the picture: described, never drawn or run. */
const NOTES = new Set([
  "http://www.inkscape.org/namespaces/inkscape",
  "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  "http://creativecommons.org/ns#",
  "http://web.resource.org/cc/",
  "http://purl.org/dc/elements/1.1/",
]);
const EMBEDDED_RASTER = /^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/\s]+={0,2}\s*$/i;

/** Runs, loads or leads elsewhere. Backslashes could spell any of it in a style. */
const isActive = (text: string) => text.includes("\\") || /javascript:|expression\(|@import|url\(\s*(?!['"]?#)/i.test(text);

function isFineAttribute({ local, value }: sax.QualifiedAttribute): boolean {
  if (/^on/i.test(local)) return false;
  if (local === "href" || local === "src") return value.trim().startsWith("#") || EMBEDDED_RASTER.test(value.trim());
  return !isActive(value);
}

/** An SVG that draws and does nothing else: no script, no event, no link, nothing loaded, nothing foreign in it. */
export function isQuietSvg(bytes: Uint8Array): boolean {
  if (!isPlainText(bytes)) return false;
  const options = { xmlns: true, strictEntities: true };
  const parser = sax.parser(true, options);
  let isQuiet = true;
  let hasRoot = false;
  const refuse = () => {
    isQuiet = false;
  };
  parser.onerror = refuse;
  parser.ondoctype = (doctype) => {
    if (doctype.includes("[")) refuse();
  };
  parser.onprocessinginstruction = ({ name }) => {
    if (name !== "xml") refuse();
  };
  parser.onopentag = (tag) => {
    const { uri, local, attributes } = tag as sax.QualifiedTag;
    if (!hasRoot && (uri !== SVG || local !== "svg")) refuse();
    hasRoot = true;
    if (uri === SVG ? !ELEMENTS.has(local) && local !== "metadata" : !NOTES.has(uri)) refuse();
    if (!Object.values(attributes).every(isFineAttribute)) refuse();
  };
  parser.ontext = parser.oncdata = (text) => {
    if (isActive(text)) refuse();
  };
  try {
    parser.write(new TextDecoder().decode(bytes)).close();
  } catch {
    return false;
  }
  return isQuiet && hasRoot;
}
