import { ArchiveError, shortenProblems } from "./archive-error";
import { iconProblem } from "./icon";
import { besideProblems, leftoverProblems, type NameOptions, packageNameProblems, requiredFileProblems } from "./layout-rules";
import { parseMetadata } from "./metadata";
import { openPackage } from "./read-zip";
import type { PackageProblem, PackageValidation, PluginPackage } from "./types";

/**
 * `isNewPlugin` turns the stricter name rules on; without it, a package is new when `registeredPackageNames` is
 * given and does not hold its name.
 */
export type ValidateOptions = NameOptions;

/** The same for a package that is open already. */
export function validateOpened(pkg: PluginPackage, options: ValidateOptions): PackageValidation {
  const problems: PackageProblem[] = [
    ...packageNameProblems(pkg.topFolder, options),
    ...requiredFileProblems(pkg),
    ...leftoverProblems(pkg),
    ...besideProblems(pkg, options.registeredPackageNames ?? []),
  ];
  const file = pkg.files.find((candidate) => candidate.path === `${pkg.topFolder}/metadata.txt`);
  const parsed = file ? parseMetadata(file.bytes) : undefined;
  for (const problem of parsed?.problems ?? []) problems.push({ ...problem, entry: `${pkg.topFolder}/metadata.txt` });
  const metadata = parsed?.metadata;
  const icon = metadata && iconProblem(pkg, metadata);
  if (icon) problems.push(icon);
  if (!metadata || problems.some((problem) => problem.level === "error")) return { ok: false, problems: shortenProblems(problems) };
  const { contentDigest, files, inflatedBytes, topFolder } = pkg;
  return {
    ok: true,
    packageName: topFolder,
    metadata,
    contentDigest,
    fileCount: files.length,
    inflatedBytes,
    warnings: shortenProblems(problems),
  };
}

/**
 * All package rules that need no database, all problems at once; warnings
 * stand among the problems of a refused package too. Holds the unpacked package in memory: run it in a thread.
 * @param bytes the ZIP as uploaded
 */
export async function validatePackage(bytes: Uint8Array, options: ValidateOptions = {}): Promise<PackageValidation> {
  try {
    return validateOpened(await openPackage(bytes), options);
  } catch (cause) {
    if (cause instanceof ArchiveError) return { ok: false, problems: [...cause.problems] };
    throw cause;
  }
}
