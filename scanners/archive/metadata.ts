/** metadata.txt: from bytes to what a page, the feed and the database need, with every problem and its line. */
import { trimmed } from "../config/ini";
import { error, showName, warning } from "./archive-error";
import { ARCHIVE_LIMITS } from "./limits";
import { type Ini, type IniValue, parseIni } from "./metadata-ini";
import { fieldProblems, isGreaterVersion, REQUIRED_KEYS, VERSION_RANGE_PART } from "./metadata-rules";
import type { PackageProblem, PluginMetadata } from "./types";

export interface MetadataResult {
  /** Absent when there is an error. */
  metadata?: PluginMetadata;
  problems: PackageProblem[];
}

/** Keys that have a place of their own in PluginMetadata. */
const KNOWN_KEYS = new Set([
  ...REQUIRED_KEYS,
  ..."homepage changelog qgisMaximumVersion tags deprecated experimental external_deps plugin_dependencies server icon category".split(" "),
  "hasProcessingProvider",
  "supportsQt6",
]);

const BYTE_ORDER_MARK = "\ufeff";

/** A value may begin on the line below its key: the empty line in front of it is not meant. */
function stripped(ini: Ini): Ini {
  return { ...ini, general: new Map([...ini.general].map(([key, value]) => [key, { ...value, text: trimmed(value.text) }])) };
}

/** Line of the first byte that is no UTF-8. */
function firstBadLine(bytes: Uint8Array): number {
  const lines = Buffer.from(bytes).toString("latin1").split("\n");
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const index = lines.findIndex((line) => {
    try {
      decoder.decode(Buffer.from(line, "latin1"));
      return false;
    } catch {
      return true;
    }
  });
  return index + 1;
}

export function metadataTooLarge(sizeBytes: number): PackageProblem {
  const message = `metadata.txt has ${sizeBytes.toLocaleString("en")} bytes; ${ARCHIVE_LIMITS.metadataBytes.toLocaleString("en")} are allowed.`;
  return error("metadata-too-large", message, "Keep the newest entries of the changelog and link to the rest.");
}

function decode(bytes: Uint8Array): string | PackageProblem {
  if (bytes.length > ARCHIVE_LIMITS.metadataBytes) return metadataTooLarge(bytes.length);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const line = firstBadLine(bytes);
    return error("metadata-encoding", `Line ${line} of metadata.txt is not UTF-8.`, "Save the file as UTF-8.", { line });
  }
}

/** Python takes the mark for a letter, so it finds no section on the first line. */
function byteOrderMark(): PackageProblem {
  const message = "metadata.txt begins with a byte order mark, with which QGIS cannot read the file and does not list the plugin.";
  return warning("metadata-byte-order-mark", message, "Save the file as UTF-8 without a byte order mark (BOM).", { line: 1 });
}

function missingKeys(ini: Ini): PackageProblem[] {
  return REQUIRED_KEYS.filter((key) => !ini.general.get(key)?.text).map((key) => {
    const twin = [...ini.general.keys()].find((other) => other !== key && other.toLowerCase() === key.toLowerCase());
    const line = ini.general.get(key)?.line ?? (twin === undefined ? undefined : ini.general.get(twin)?.line);
    const hint = twin === undefined ? "" : ` It has \`${showName(twin)}\`; upper and lower case matter.`;
    return error(
      "metadata-missing-key",
      `metadata.txt has no value for \`${key}\`.${hint}`,
      `Add a line \`${key}=…\` below [general].`,
      line === undefined ? {} : { line },
    );
  });
}

const isTrue = (value: string | undefined) => ["true", "yes", "1"].includes(value?.toLowerCase() ?? "");

function listOf(value: string | undefined): string[] {
  const parts = (value ?? "").split(",").map((part) => part.replace(/\s+/g, " ").trim());
  const seen = new Map(parts.filter((part) => part !== "").map((part) => [part.toLowerCase(), part]));
  return [...seen.values()];
}

/** "Version 1.0" is 1.0: a text before the last space is dropped. */
const cleanVersion = (value: string) => value.slice(value.lastIndexOf(" ") + 1);

function cleanRange(general: ReadonlyMap<string, IniValue>): { minimum: string; maximum: string } {
  const minimum = general.get("qgisMinimumVersion")?.text ?? "";
  return { minimum, maximum: general.get("qgisMaximumVersion")?.text || `${Number.parseInt(minimum, 10)}.99` };
}

function rangeProblems(ini: Ini): PackageProblem[] {
  const { minimum, maximum } = cleanRange(ini.general);
  if (!VERSION_RANGE_PART.test(minimum) || !VERSION_RANGE_PART.test(maximum) || !isGreaterVersion(minimum, maximum)) return [];
  const line = ini.general.get("qgisMaximumVersion")?.line ?? ini.general.get("qgisMinimumVersion")?.line;
  const message = `qgisMinimumVersion ${minimum} is higher than qgisMaximumVersion ${maximum}.`;
  return [
    error(
      "metadata-version-range",
      message,
      "Set the lowest and the highest QGIS version that the plugin works with.",
      line === undefined ? {} : { line },
    ),
  ];
}

function assemble(general: ReadonlyMap<string, IniValue>): PluginMetadata {
  const text = (key: string) => general.get(key)?.text ?? "";
  const optional = (key: string) => text(key) || undefined;
  const { minimum, maximum } = cleanRange(general);
  const extra = [...general].filter(([key]) => !KNOWN_KEYS.has(key)).map(([key, value]) => [key, value.text] as const);
  const required = {
    name: text("name"),
    description: text("description"),
    about: text("about"),
    author: text("author"),
    email: text("email"),
  };
  const metadata: PluginMetadata = {
    ...required,
    version: cleanVersion(text("version")),
    qgisMinimumVersion: minimum,
    qgisMaximumVersion: maximum,
    tracker: text("tracker"),
    repository: text("repository"),
    tags: listOf(text("tags")),
    experimental: isTrue(text("experimental")),
    deprecated: isTrue(text("deprecated")),
    server: isTrue(text("server")),
    hasProcessingProvider: isTrue(text("hasProcessingProvider")),
    supportsQt6: isTrue(text("supportsQt6")),
    pluginDependencies: listOf(text("plugin_dependencies")),
    extra: Object.fromEntries(extra),
  };
  const optionals = { homepage: optional("homepage"), changelog: optional("changelog"), category: optional("category") };
  const rest = { icon: optional("icon"), externalDeps: optional("external_deps") };
  return Object.assign(metadata, Object.fromEntries(Object.entries({ ...optionals, ...rest }).filter(([, value]) => value !== undefined)));
}

/**
 * Reads metadata.txt. Never throws; texts in the result are untrusted.
 * @param bytes the file as it stands in the package
 */
export function parseMetadata(bytes: Uint8Array): MetadataResult {
  const text = decode(bytes);
  if (typeof text !== "string") return { problems: [text] };
  const hasMark = text.startsWith(BYTE_ORDER_MARK);
  const ini = stripped(parseIni(hasMark ? text.slice(1) : text));
  const problems = [...(hasMark ? [byteOrderMark()] : []), ...ini.problems];
  if (ini.generalLine === null) {
    problems.push(
      error("metadata-no-general", "metadata.txt has no section [general].", "Put a line `[general]` above the keys.", { line: 1 }),
    );
    return { problems };
  }
  problems.push(...missingKeys(ini), ...fieldProblems(ini.general, cleanVersion), ...rangeProblems(ini));
  const isBroken = problems.some((problem) => problem.level === "error");
  return isBroken ? { problems } : { metadata: assemble(ini.general), problems };
}

/**
 * What metadata.txt says although it breaks rules: for packages that are public elsewhere. A text that is no UTF-8 is
 * read as Latin-1, as old packages were written.
 * @returns null when it cannot be read at all
 */
export function readMetadata(bytes: Uint8Array): PluginMetadata | null {
  if (bytes.length > ARCHIVE_LIMITS.metadataBytes) return null;
  const decoded = decode(bytes);
  const ini = parseIni(typeof decoded === "string" ? decoded : Buffer.from(bytes).toString("latin1"));
  return ini.generalLine === null ? null : assemble(ini.general);
}
