import { writeFile } from "node:fs/promises";
import type { ArchiveError } from "../archive/archive-error";
import { parseMetadata } from "../archive/metadata";
import { openPackage } from "../archive/read-zip";
import type { PluginPackage } from "../archive/types";
import { buildPatch } from "../fixes/build-patch";
import { FIXES } from "../fixes/fixes";
import type { PackageReport } from "../report/package-report";
import { findingsOf, standingOf } from "../report/scan-report";
import { counted } from "../report/text-layout";

/**
 * Writes the patch of what a machine can mend, in the author's own process: it is their own package.
 *
 * @returns one line that says what was done
 * @throws Error when the file cannot be written
 */
export async function writeFixDiff(path: string, bytes: Uint8Array | ArchiveError, { scan }: PackageReport): Promise<string> {
  if (!scan || !(bytes instanceof Uint8Array)) return "No patch: the package could not be opened.";
  const opened = await openPackage(bytes);
  const open = findingsOf(scan.outcomes).filter((finding) => standingOf(scan, finding) === "open");
  const patch = buildPatch(opened, open, qgisMinimumOf(opened));
  if (!patch || patch.diff.length === 0) return "No patch: nothing of what was found can be mended by a machine without a doubt.";
  await writeFile(path, patch.diff).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`${path} cannot be written (${cause.code}).`);
  });
  const titles = patch.fixes.map(({ id }) => FIXES.find((fix) => fix.id === id)?.title ?? id);
  const findings = patch.fixes.reduce((sum, fix) => sum + fix.findings, 0);
  return `A patch for ${counted(findings, "finding")} is written to ${path}. ${titles.join(". ")}. Read it, apply it, scan again.`;
}

/** Ordinal of the oldest QGIS that metadata.txt names; 0 where it names none that can be read. */
function qgisMinimumOf({ files, topFolder }: PluginPackage): number {
  const file = files.find(({ path }) => path === `${topFolder}/metadata.txt`);
  const text = file && parseMetadata(file.bytes).metadata?.qgisMinimumVersion;
  const [major = 0, minor = 0] = (text ?? "").split(".").map(Number);
  return Number.isInteger(major) && Number.isInteger(minor) ? major * 10_000 + minor : 0;
}
