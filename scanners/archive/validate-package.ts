import { ArchiveError, shortenProblems } from "./archive-error";
import { iconProblem } from "./icon";
import {
  besideProblems,
  encodingProblems,
  leftoverProblems,
  type NameOptions,
  packageNameProblems,
  requiredFileProblems,
} from "./layout-rules";
import { ARCHIVE_LIMITS } from "./limits";
import { listingOf, listPackage, type PackageListing } from "./list-package";
import { type MetadataResult, metadataTooLarge, parseMetadata } from "./metadata";
import type { PackageProblem, PackageValidation, PluginPackage } from "./types";

/**
 * `isNewPlugin` turns the stricter name rules on; without it, a package is new when `registeredPackageNames` is
 * given and does not hold its name.
 */
export type ValidateOptions = NameOptions;

function metadataOf(pkg: PackageListing): MetadataResult {
  const path = `${pkg.topFolder}/metadata.txt`;
  const content = pkg.read(path, ARCHIVE_LIMITS.metadataBytes);
  if (content === undefined) return { problems: [] };
  const { metadata, problems } = typeof content === "number" ? { problems: [metadataTooLarge(content)] } : parseMetadata(content);
  return { ...(metadata && { metadata }), problems: problems.map((problem) => ({ ...problem, entry: path })) };
}

function validateListing(pkg: PackageListing, options: ValidateOptions): PackageValidation {
  const { metadata, problems: metadataProblems } = metadataOf(pkg);
  const icon = metadata && iconProblem(pkg, metadata);
  const problems: PackageProblem[] = [
    ...packageNameProblems(pkg.topFolder, options),
    ...requiredFileProblems(pkg),
    ...leftoverProblems(pkg),
    ...besideProblems(pkg, options.registeredPackageNames ?? []),
    ...encodingProblems(pkg),
    ...metadataProblems,
    ...(icon ? [icon] : []),
  ];
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

/** The same for a package that is open already. */
export function validateOpened(pkg: PluginPackage, options: ValidateOptions): PackageValidation {
  return validateListing(listingOf(pkg), options);
}

/**
 * All package rules that need no database, all problems at once; warnings
 * stand among the problems of a refused package too. Unpacks everything and keeps nothing: run it in a thread.
 * @param bytes the ZIP as uploaded
 */
export async function validatePackage(bytes: Uint8Array, options: ValidateOptions = {}): Promise<PackageValidation> {
  try {
    return validateListing(await listPackage(bytes), options);
  } catch (cause) {
    if (cause instanceof ArchiveError) return { ok: false, problems: [...cause.problems] };
    throw cause;
  }
}
