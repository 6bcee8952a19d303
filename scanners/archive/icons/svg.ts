import { ATTRIBUTES } from "./svg-lists";
import { cleanStyleSheet, localReferences } from "./svg-style";
import { readSvgTree, type SvgElement } from "./svg-tree";

type SanitiseRaster = (bytes: Uint8Array) => { contentType: string; bytes: Uint8Array } | null;

const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/\s]+={0,2})\s*$/i;
/** What is drawn when every reference is followed; a few elements that refer to each other can be billions. */
const MOST_DRAWN = 100_000;
/** References and levels followed one behind the other. */
const MOST_STEPS = 256;

const NAMESPACES = [
  ["xmlns", "http://www.w3.org/2000/svg"],
  ["xmlns:xlink", "http://www.w3.org/1999/xlink"],
] as const;

const escaped = (text: string) => text.replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** `#id` for most elements, a picture of ours for `image`; null for everything else. */
function cleanHref(element: SvgElement, href: string, sanitiseRaster: SanitiseRaster): string | null {
  if (element.name !== "image") return /^#[A-Za-z_][\w.:-]{0,127}$/.test(href.trim()) ? href.trim() : null;
  const base64 = DATA_IMAGE.exec(href.trim())?.[1];
  const raster = base64 && sanitiseRaster(Buffer.from(base64, "base64"));
  return raster ? `data:${raster.contentType};base64,${Buffer.from(raster.bytes).toString("base64")}` : null;
}

function cleanAttributes(element: SvgElement, sanitiseRaster: SanitiseRaster): void {
  for (const [name, value] of element.attributes) {
    if (name === "href") {
      const href = cleanHref(element, value, sanitiseRaster);
      if (href === null) element.attributes.delete(name);
      else element.attributes.set(name, href);
    } else if ((name !== "style" && !ATTRIBUTES.has(name)) || localReferences(value) === null) element.attributes.delete(name);
  }
}

/** Leaves out what could load, script or confuse. */
function clean(element: SvgElement, sanitiseRaster: SanitiseRaster): void {
  cleanAttributes(element, sanitiseRaster);
  if (element.name === "style") {
    const css = cleanStyleSheet(element.children.filter((child) => typeof child === "string").join(""));
    element.children = css === null ? [] : [css];
    return;
  }
  const isKept = (child: SvgElement | string) =>
    typeof child === "string" || !["image", "use"].includes(child.name) || child.attributes.has("href");
  for (const child of element.children) if (typeof child !== "string") clean(child, sanitiseRaster);
  element.children = element.children.filter(isKept);
}

/** Whether following all references ends, and soon. Style sheets are left aside: they refer to gradients, not to elements with children. */
function isBounded(root: SvgElement): boolean {
  const byId = new Map<string, SvgElement>();
  const index = (element: SvgElement) => {
    const id = element.attributes.get("id");
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
    for (const child of element.children) if (typeof child !== "string") index(child);
  };
  index(root);
  const costs = new Map<SvgElement, number>();
  const costOf = (element: SvgElement, depth: number): number => {
    const known = costs.get(element);
    if (known !== undefined) return known;
    if (depth > MOST_STEPS) return Number.POSITIVE_INFINITY;
    // Met again before it is done: it contains itself.
    costs.set(element, Number.POSITIVE_INFINITY);
    const references = [...element.attributes].flatMap(([name, value]) =>
      name === "href" && value.startsWith("#") ? [value.slice(1)] : (localReferences(value) ?? []),
    );
    const targets = references.flatMap((id) => byId.get(id) ?? []);
    const parts = [...targets, ...element.children.filter((child) => typeof child !== "string")];
    const cost = parts.reduce((sum, part) => sum + costOf(part, depth + 1), 1);
    costs.set(element, cost);
    return cost;
  };
  return costOf(root, 0) <= MOST_DRAWN;
}

function write(element: SvgElement): string {
  const attributes = [...element.attributes].map(([name, value]) => {
    // Qt, and so QGIS Desktop, knows only the older spelling.
    return ` ${name === "href" ? "xlink:href" : name}="${escaped(value)}"`;
  });
  const content = element.children.map((child) => (typeof child === "string" ? escaped(child) : write(child))).join("");
  return `<${element.name}${attributes.join("")}>${content}</${element.name}>`;
}

/**
 * An SVG written anew from lists of what is allowed: nothing that runs, loads, links or animates.
 * @param sanitiseRaster for pictures inside the picture
 * @returns null when it is no SVG or cannot be made safe
 */
export function sanitiseSvg(bytes: Uint8Array, sanitiseRaster: SanitiseRaster): Uint8Array | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  const root = readSvgTree(text);
  if (!root) return null;
  clean(root, sanitiseRaster);
  if (!isBounded(root)) return null;
  root.attributes = new Map([...NAMESPACES, ...root.attributes]);
  return new TextEncoder().encode(write(root));
}
