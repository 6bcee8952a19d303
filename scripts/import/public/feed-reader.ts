import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import sax from "sax";

/** A version as a feed lists it. Untrusted text. */
export interface FeedEntry {
  name: string;
  version: string;
  pluginId: number;
  /** The plugin's package name: the file's name up to the first dot, as QGIS Desktop takes it. */
  packageName: string;
  fileName: string;
  /** Text of the children, by element name. */
  texts: Readonly<Record<string, string>>;
}

export class FeedError extends Error {}

/** A full feed of 3,000 plugins has 8 MB; an entry's texts some 10 KB, changelogs more. */
export const FEED_LIMITS = { bytes: 100_000_000, depth: 4, entries: 50_000, textCharacters: 1_000_000 } as const;

interface OpenEntry {
  name: string;
  version: string;
  pluginId: number;
  texts: Record<string, string>;
}

/**
 * Reads a plugins.xml as it streams in and hands its entries over one by one. Strict: what QGIS Desktop could not parse
 * is refused, with the line; so is a document type, which only attacks need.
 * @param label names the feed in errors
 * @throws FeedError
 */
export async function readFeed(stream: Readable, label: string, onEntry: (entry: FeedEntry) => void): Promise<void> {
  const parser = feedParser(label, onEntry);
  for await (const text of asDesktopReads(stream, parser.count)) parser.write(text);
  parser.close();
}

function feedParser(label: string, onEntry: (entry: FeedEntry) => void) {
  const parser = sax.parser(true, { xmlns: false, position: true });
  const state = { depth: 0, entry: null as OpenEntry | null, field: null as string | null, entries: 0, bytes: 0 };
  const fail = (what: string): never => {
    throw new FeedError(`${label}, line ${parser.line + 1}: ${what}`);
  };
  const addText = (text: string) => {
    if (!state.entry || state.field === null) return;
    const whole = (state.entry.texts[state.field] ?? "") + text;
    if (whole.length > FEED_LIMITS.textCharacters) fail(`the element ${state.field} is too long`);
    state.entry.texts[state.field] = whole;
  };
  parser.onerror = (error) => fail(error.message.split("\n")[0] ?? "it is no XML");
  parser.ondoctype = () => fail("a document type is not accepted");
  parser.onopentag = ({ name, attributes }) => {
    state.depth += 1;
    if (state.depth > FEED_LIMITS.depth) fail("elements lie too deep in each other");
    if (state.depth === 1 && name !== "plugins") fail(`it begins with ${name.slice(0, 40)} instead of plugins`);
    if (state.depth === 2 && name === "pyqgis_plugin") state.entry = openEntry(attributes as Record<string, string>, fail);
    else if (state.depth === 3) state.field = name;
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.onclosetag = () => {
    state.depth -= 1;
    if (state.depth === 2) state.field = null;
    if (state.depth !== 1 || !state.entry) return;
    state.entries += 1;
    if (state.entries > FEED_LIMITS.entries) fail("it has too many entries");
    onEntry(closeEntry(state.entry, fail));
    state.entry = null;
  };
  return {
    write: (text: string) => void parser.write(text),
    close() {
      if (state.bytes === 0) fail("it is empty");
      parser.close();
    },
    count(bytes: number) {
      state.bytes += bytes;
      if (state.bytes > FEED_LIMITS.bytes) fail("it is too large");
    },
  };
}

/** Desktop writes `&amp; ` over every `& ` before it parses, so feeds may hold such. */
async function* asDesktopReads(stream: Readable, count: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let carried = "";
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    count(chunk.length);
    const text = carried + decoder.write(chunk);
    carried = text.endsWith("&") ? "&" : "";
    yield text.slice(0, text.length - carried.length).replaceAll("& ", "&amp; ");
  }
  yield carried + decoder.end();
}

function openEntry(attributes: Record<string, string>, fail: (what: string) => never): OpenEntry {
  const { name = "", version = "", plugin_id = "" } = attributes;
  if (name === "" || version === "") fail("an entry has no name or no version");
  if (!/^[1-9]\d{0,8}$/.test(plugin_id)) fail(`the entry ${name.slice(0, 80)} has no number as plugin_id`);
  return { name, version, pluginId: Number(plugin_id), texts: Object.create(null) as Record<string, string> };
}

function closeEntry(entry: OpenEntry, fail: (what: string) => never): FeedEntry {
  const fileName = (entry.texts.file_name ?? "").trim();
  const packageName = fileName.slice(0, Math.max(0, fileName.indexOf(".")));
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(packageName) || !/^[^/\\\p{Cc}]+$/u.test(fileName))
    fail(`the entry ${entry.name.slice(0, 80)} has no usable file_name`);
  return { ...entry, fileName, packageName };
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'", apos: "'" };

/** Texts of today's site are escaped for HTML inside their CDATA; a value that is not there is called None. */
export function plainText(text: string | undefined): string {
  const plain = (text ?? "").replace(/&(amp|lt|gt|quot|apos|#x27|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole).trim();
  return plain === "None" ? "" : plain;
}
