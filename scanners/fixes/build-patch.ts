import type { PackageFile, PluginPackage } from "../archive/types";
import { PythonFile } from "../python/python-file";
import { isPythonFile } from "../python/python-files";
import { applyEdits } from "./apply-edits";
import { fixedMode } from "./file-modes/fix";
import { INFO as fileModes } from "./file-modes/info";
import type { FixedPlace, PythonFix } from "./fix";
import { FIXES, type FixCount, type FixTarget } from "./fixes";
import { hashNotForSecurity } from "./hash-not-for-security/fix";
import { requestTimeout } from "./request-timeout/fix";
import { formatPatch } from "./unified-diff";
import { yamlSafeLoad } from "./yaml-safe-load/fix";

const PYTHON_FIXES: readonly PythonFix[] = [yamlSafeLoad, hashNotForSecurity, requestTimeout];

export interface Patch {
  /** The package with its fixes, in the order of the original. */
  files: readonly PackageFile[];
  /** Unified diff as `git apply` and `patch -p1` take it, in the folder that holds the plugin's. Bytes, since sources need not be UTF-8. */
  diff: Uint8Array;
  /** How many findings each fix answers; fixes without any are left out. */
  fixes: readonly FixCount[];
}

/**
 * Makes every mechanical change that answers one of the findings. A file is changed only if it can be parsed afterwards too and
 * nothing is left in it to change a second time; what a hostile source confuses stays as it is.
 *
 * @param qgisMinimum ordinal of the oldest QGIS that the plugin says it runs in
 * @returns null when there is nothing to change
 */
export function buildPatch(pkg: Pick<PluginPackage, "files">, targets: readonly FixTarget[], qgisMinimum: number): Patch | null {
  const byPath = Map.groupBy(targets, (target) => target.path);
  const counts = new Map<string, number>();
  const changes: { before: PackageFile; after: PackageFile }[] = [];
  const files = pkg.files.map((before) => {
    const fixed = fixFile(before, byPath.get(before.path) ?? [], qgisMinimum);
    if (!fixed) return before;
    for (const [id, findings] of fixed.counts) counts.set(id, (counts.get(id) ?? 0) + findings);
    changes.push({ before, after: fixed.file });
    return fixed.file;
  });
  if (changes.length === 0) return null;
  const fixes = FIXES.flatMap(({ id }) => (counts.has(id) ? [{ id, findings: counts.get(id) as number }] : []));
  return { files, diff: formatPatch(changes), fixes };
}

interface FixedFile {
  file: PackageFile;
  counts: Map<string, number>;
}

function fixFile(file: PackageFile, targets: readonly FixTarget[], qgisMinimum: number): FixedFile | null {
  if (targets.length === 0) return null;
  const counts = new Map<string, number>();
  const bytes = fixPython(file, targets, qgisMinimum, counts);
  const modeTargets = targets.filter(({ ruleId }) => fileModes.ruleIds.includes(ruleId));
  const mode =
    file.mode === null
      ? null
      : fixedMode(
          file.mode,
          modeTargets.map(({ ruleId }) => ruleId),
        );
  if (mode !== file.mode) counts.set(fileModes.id, modeTargets.length);
  return counts.size > 0 ? { file: { path: file.path, bytes: bytes ?? file.bytes, mode }, counts } : null;
}

/** The file's new bytes, or null; adds to `counts` what was answered. */
function fixPython(file: PackageFile, targets: readonly FixTarget[], qgisMinimum: number, counts: Map<string, number>): Uint8Array | null {
  const fixes = PYTHON_FIXES.filter(
    (fix) => (fix.qgisAtLeast ?? 0) <= qgisMinimum && targets.some(({ ruleId }) => fix.ruleIds.includes(ruleId)),
  );
  if (fixes.length === 0 || !isPythonFile(file)) return null;
  const chosen = fixes.flatMap((fix) => {
    const places = fix.find(new PythonFile(file)).filter((place) => targets.some((target) => isAbout(place, target)));
    return places.length > 0 ? [{ fix, places }] : [];
  });
  const bytes = applyEdits(
    file.bytes,
    chosen.flatMap(({ places }) => places.flatMap(({ edits }) => edits)),
  );
  if (chosen.length === 0 || !bytes || !isWhole({ ...file, bytes }, chosen)) return null;
  for (const { fix, places } of chosen)
    counts.set(fix.id, targets.filter((target) => places.some((place) => isAbout(place, target))).length);
  return bytes;
}

const isAbout = (place: FixedPlace, target: FixTarget): boolean => place.ruleId === target.ruleId && place.line === target.line;

/** Still Python, and nothing that was asked for is left to change. No edit adds a line, so places stay where they are. */
function isWhole(file: PackageFile, chosen: readonly { fix: PythonFix; places: readonly FixedPlace[] }[]): boolean {
  const after = new PythonFile(file);
  if (!after.tree) return false;
  return chosen.every(({ fix, places }) => {
    const left = fix.find(after);
    return places.every((place) => !left.some((other) => other.line === place.line));
  });
}
