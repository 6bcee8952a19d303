import { createHash } from "node:crypto";
import type { PluginPackage } from "../archive/types";
import type { Suppression } from "../core/types";

const MAX_BYTES = 1_000_000;
const MAX_ENTRIES = 10_000;

export interface BaselineProblem {
  path: string;
  /** 1-based; 0 when it concerns the whole file. */
  line: number;
  message: string;
}

export interface SecretsBaseline {
  /** The entry that covers a value of this kind in this file. Nothing of the value or its hash is in the answer. */
  suppressionOf(path: string, typeName: string, value: string): Suppression | undefined;
  problems: readonly BaselineProblem[];
}

interface Entry {
  isNoSecret: boolean;
  line?: number;
}

const KNOWN = new WeakMap<PluginPackage, SecretsBaseline>();

/**
 * The author's `.secrets.baseline` in the plugin's top folder, as data: which values the author knows of. Its settings
 * (plugins, filters, paths to exclude) are not obeyed. Read once per package.
 * Source of the format: detect-secrets 1.5.0, core/secrets_collection.py and core/potential_secret.py.
 */
export function secretsBaseline(pluginPackage: PluginPackage): SecretsBaseline {
  const known = KNOWN.get(pluginPackage);
  if (known) return known;
  const read = readBaseline(pluginPackage);
  KNOWN.set(pluginPackage, read);
  return read;
}

function readBaseline({ files, topFolder }: PluginPackage): SecretsBaseline {
  const path = `${topFolder}/.secrets.baseline`;
  const file = files.find((one) => one.path === path);
  const none = (message?: string): SecretsBaseline => ({
    suppressionOf: () => undefined,
    problems: message ? [{ path, line: 0, message }] : [],
  });
  if (!file) return none();
  if (file.bytes.byteLength > MAX_BYTES) return none("The file is larger than 1 MB and was not read.");
  const text = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength).toString("utf8");
  const results = resultsOf(text);
  if (!results) return none("The file is no baseline of detect-secrets: it must be JSON with an object “results”.");
  const { entries, isCut } = entriesOf(results, text);
  return {
    suppressionOf: (filePath, typeName, value) => {
      if (entries.size === 0) return undefined;
      const hash = createHash("sha1").update(value, "utf8").digest("hex");
      const inside = filePath.startsWith(`${topFolder}/`) ? filePath.slice(topFolder.length + 1) : filePath;
      const entry = entries.get(keyOf(filePath, typeName, hash)) ?? entries.get(keyOf(inside, typeName, hash));
      return entry && suppression(path, entry);
    },
    problems: isCut ? [{ path, line: 0, message: `Only the first ${MAX_ENTRIES} entries were read.` }] : [],
  };
}

function suppression(path: string, { isNoSecret, line }: Entry): Suppression {
  return {
    by: "baseline",
    ruleSpecific: false,
    text: "hashed secret in .secrets.baseline",
    path,
    ...(line ? { line } : {}),
    ...(isNoSecret ? { reason: "labelled there as not a secret" } : {}),
  };
}

function resultsOf(text: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(text);
    const results = isObject(json) ? json.results : null;
    return isObject(results) ? results : null;
  } catch {
    return null;
  }
}

function entriesOf(results: Record<string, unknown>, text: string): { entries: Map<string, Entry>; isCut: boolean } {
  const lines = hashLines(text);
  const entries = new Map<string, Entry>();
  let count = 0;
  for (const [name, list] of Object.entries(results)) {
    if (!Array.isArray(list)) continue;
    const path = name.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
    for (const item of list) {
      if (!isObject(item) || typeof item.hashed_secret !== "string" || typeof item.type !== "string") continue;
      if (++count > MAX_ENTRIES) return { entries, isCut: true };
      const line = lines.get(item.hashed_secret);
      entries.set(keyOf(path, item.type, item.hashed_secret), { isNoSecret: item.is_secret === false, ...(line ? { line } : {}) });
    }
  }
  return { entries, isCut: false };
}

/** On which line of the baseline each hash stands first. */
function hashLines(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    for (const match of line.matchAll(/"([0-9a-f]{40})"/g)) if (!lines.has(match[1] as string)) lines.set(match[1] as string, index + 1);
  }
  return lines;
}

function keyOf(path: string, type: string, hash: string): string {
  return `${type}\n${hash}\n${path}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
