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
import { listPackage, type PackageListing } from "./list-package";
import { type MetadataResult, metadataTooLarge, parseMetadata } from "./metadata";
import type { PackageProblem, PackageValidation, PluginMetadata, PluginPackage } from "./types";

/**
 * `isNewPlugin` turns the stricter name rules on; without it, a package is new when `registeredPackageNames` is
 * given and does not hold its name.
 */
export type ValidateOptions = NameOptions;

function metadataOf(pkg: Pick<PackageListing, "topFolder" | "read">): MetadataResult {
  const path = `${pkg.topFolder}/metadata.txt`;
  const content = pkg.read(path, ARCHIVE_LIMITS.metadataBytes);
  if (content === undefined) return { problems: [] };
  const { metadata, problems } = typeof content === "number" ? { problems: [metadataTooLarge(content)] } : parseMetadata(content);
  return { ...(metadata && { metadata }), problems: problems.map((problem) => ({ ...problem, entry: path })) };
}

interface Judgement {
  /** Present only without an error. */
  metadata?: PluginMetadata;
  problems: PackageProblem[];
}

type Judged = Pick<PackageListing, "topFolder" | "files" | "read">;

function judge(pkg: Judged, options: ValidateOptions): Judgement {
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
  const isBroken = problems.some((problem) => problem.level === "error");
  return { ...(metadata && !isBroken && { metadata }), problems: shortenProblems(problems) };
}

type Facts = Pick<PluginPackage, "topFolder" | "inflatedBytes" | "contentDigest"> & { files: PackageListing["files"] };

function accepted(facts: Facts, metadata: PluginMetadata, warnings: PackageProblem[]): PackageValidation {
  const { contentDigest, files, inflatedBytes, topFolder } = facts;
  return { ok: true, packageName: topFolder, metadata, contentDigest, fileCount: files.length, inflatedBytes, warnings };
}

/** The same for a package that is open already. */
export function validateOpened(pkg: PluginPackage, options: ValidateOptions): PackageValidation {
  const read = (path: string, mostBytes: number) => {
    const bytes = pkg.files.find((file) => file.path === path)?.bytes;
    return bytes && bytes.length > mostBytes ? bytes.length : bytes;
  };
  const { metadata, problems } = judge({ ...pkg, read }, options);
  return metadata ? accepted(pkg, metadata, problems) : { ok: false, problems };
}

/**
 * All package rules that need no database, all problems at once; warnings
 * stand among the problems of a refused package too. Unpacks everything and keeps nothing: run it in a thread.
 * @param bytes the ZIP as uploaded
 */
export async function validatePackage(bytes: Uint8Array, options: ValidateOptions = {}): Promise<PackageValidation> {
  try {
    const listing = await listPackage(bytes);
    const { metadata, problems } = judge(listing, options);
    if (!metadata) return { ok: false, problems };
    return accepted({ ...listing, contentDigest: await listing.contentDigest() }, metadata, problems);
  } catch (cause) {
    if (cause instanceof ArchiveError) return { ok: false, problems: [...cause.problems] };
    throw cause;
  }
}
