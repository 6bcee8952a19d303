import sax from "sax";
import { ELEMENTS, WITH_TEXT } from "./svg-lists";

export interface SvgElement {
  name: string;
  /** By local name; `href` whether it was written with xlink or not. */
  attributes: Map<string, string>;
  children: (SvgElement | string)[];
}

const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";
/** More than any icon that a person drew. */
const MOST_ELEMENTS = 20_000;
const MOST_DEPTH = 64;
/** Neither is allowed in XML, and U+FFFE and U+FFFF are no characters. */
const NO_XML_CHARACTER = /(?![\t\n\r\u007f-\u009f])[\p{Cc}\ufffe\uffff]/u;

function elementOf(tag: sax.QualifiedTag): SvgElement {
  const attributes = new Map<string, string>();
  for (const { local, uri, prefix, value } of Object.values(tag.attributes)) {
    if (uri === XLINK && local === "href") attributes.set("href", value);
    else if (prefix === "" && !attributes.has(local)) attributes.set(local, value);
  }
  return { name: tag.local, attributes, children: [] };
}

/**
 * The elements of an SVG that are on the list, as a tree. Documents with entities of their own, beyond the limits, or not
 * well-formed are not read at all.
 */
export function readSvgTree(text: string): SvgElement | null {
  if (NO_XML_CHARACTER.test(text)) return null;
  // XML has five entities; without this, sax knows those of HTML too. The type declarations leave it out.
  const options = { xmlns: true, strictEntities: true };
  const parser = sax.parser(true, options);
  const open: SvgElement[] = [];
  let root: SvgElement | null = null;
  let count = 0;
  let depth = 0;
  /** Depth at which something began that is left out; 0 outside. */
  let skippedFrom = 0;
  parser.onerror = (cause) => {
    throw cause;
  };
  parser.ondoctype = (doctype) => {
    if (doctype.includes("[")) throw new Error("declares entities");
  };
  parser.onopentag = (tag) => {
    depth += 1;
    count += 1;
    if (count > MOST_ELEMENTS || depth > MOST_DEPTH) throw new Error("too large");
    if (skippedFrom > 0) return;
    const { uri, local } = tag as sax.QualifiedTag;
    const isRootFine = depth > 1 || local === "svg";
    if (uri !== SVG || !ELEMENTS.has(local) || !isRootFine) {
      skippedFrom = depth;
      return;
    }
    const element = elementOf(tag as sax.QualifiedTag);
    if (depth === 1) root = element;
    open.at(-1)?.children.push(element);
    open.push(element);
  };
  parser.onclosetag = () => {
    if (skippedFrom === 0) open.pop();
    else if (skippedFrom === depth) skippedFrom = 0;
    depth -= 1;
  };
  const keepText = (part: string) => {
    const element = open.at(-1);
    if (skippedFrom === 0 && element && WITH_TEXT.has(element.name)) element.children.push(part);
  };
  parser.ontext = keepText;
  parser.oncdata = keepText;
  try {
    parser.write(text).close();
    return root;
  } catch {
    return null;
  }
}
