import { hash } from "node:crypto";
import type { PackageFile, PluginPackage } from "../types";
import { judgeFile } from "./judge-file";
import { changedSettings } from "./judge-metadata";
import { HARMLESS_KINDS, type HarmlessComparison, type HarmlessKind } from "./types";

/** What is kept of the older package: two unpacked ones side by side would be too much to hold. */
export interface ApprovedPackage {
  topFolder: string;
  files: ReadonlyMap<string, { sha256: string; special: number }>;
  metadata: Uint8Array;
}

/** May be run, or runs as somebody else; a ZIP without modes makes plain files. */
const specialBits = (file: Pick<PackageFile, "mode">) => (file.mode ?? 0o644) & 0o7111;

const metadataOf = (pkg: PluginPackage) => pkg.files.find((file) => file.path === `${pkg.topFolder}/metadata.txt`)?.bytes;

export function rememberApproved(pkg: PluginPackage): ApprovedPackage {
  const files = pkg.files.map((file) => [file.path, { sha256: hash("sha256", file.bytes), special: specialBits(file) }] as const);
  return { topFolder: pkg.topFolder, files: new Map(files), metadata: metadataOf(pkg) ?? new Uint8Array() };
}

/**
 * Whether nothing but translations, documentation, images, styles and texts of metadata.txt differ from a package that a
 * person has approved. Whatever is not known to be harmless is not.
 */
export function compareHarmless(before: ApprovedPackage, after: PluginPackage): HarmlessComparison {
  if (before.topFolder !== after.topFolder) return { isHarmless: false, words: "The plugin's folder has another name." };
  const counts = new Map<HarmlessKind, number>();
  const inTheWay: string[] = [];
  const judge = (path: string, bytes: Uint8Array | null) => {
    const judged = judgeFile(path, bytes);
    if ("kind" in judged) counts.set(judged.kind, (counts.get(judged.kind) ?? 0) + 1);
    else inTheWay.push(`${shown(path)} ${bytes ? "differs" : "is gone"}, and ${judged.not}`);
  };
  const seen = new Set<string>();
  for (const file of after.files) {
    seen.add(file.path);
    const old = before.files.get(file.path);
    // A file that came is judged as if it had been a plain one before.
    if (specialBits(file) !== (old?.special ?? 0)) inTheWay.push(`${shown(file.path)} may be run as a program, or may no longer be`);
    else if (old?.sha256 === hash("sha256", file.bytes)) continue;
    else if (file.path === `${after.topFolder}/metadata.txt`) judgeMetadata(before.metadata, file.bytes, counts, inTheWay);
    else judge(file.path, file.bytes);
  }
  for (const path of before.files.keys()) if (!seen.has(path)) judge(path, null);
  return conclude(counts, inTheWay);
}

/** Names in packages are strangers' text. */
const shown = (path: string) => `“${path.length > 120 ? `…${path.slice(-120)}` : path}”`;

function judgeMetadata(before: Uint8Array, after: Uint8Array, counts: Map<HarmlessKind, number>, inTheWay: string[]): void {
  const changed = changedSettings(before, after);
  if (changed?.length === 0) counts.set("metadata", 1);
  else if (changed) inTheWay.push(`metadata.txt changes ${changed.slice(0, 5).map(shown).join(", ")}, which is more than a text`);
  else inTheWay.push("metadata.txt differs in more than its keys, or cannot be read");
}

function conclude(counts: ReadonlyMap<HarmlessKind, number>, inTheWay: readonly string[]): HarmlessComparison {
  const [first, ...more] = inTheWay;
  if (first) return { isHarmless: false, words: `${first}${more.length > 0 ? ` (and ${more.length} more like it)` : ""}.` };
  const words = HARMLESS_KINDS.flatMap((kind) => wordsOf(kind, counts.get(kind) ?? 0));
  return { isHarmless: true, words: words.length > 0 ? joined(words) : "no file" };
}

function wordsOf(kind: HarmlessKind, count: number): string[] {
  if (count === 0) return [];
  if (kind === "metadata") return ["texts of metadata.txt"];
  if (kind === "documentation") return [count === 1 ? "1 document" : `${count} documents`];
  return [count === 1 ? `1 ${kind}` : `${count} ${kind}s`];
}

const joined = (words: readonly string[]) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
