import { ArchiveError, shortenProblems } from "./archive-error";
import { parseMetadata, readMetadata } from "./metadata";
import { openPackage } from "./read-zip";
import type { PackageProblem, PluginMetadata, PluginPackage } from "./types";
import { validateOpened } from "./validate-package";

/** What a package says of itself, whether or not it keeps the package rules. */
export type PackageDescription =
  | {
      isReadable: true;
      topFolder: string;
      contentDigest: string;
      fileCount: number;
      /** Null without a metadata.txt that has a `[general]` section. Values may break the rules or be empty. */
      metadata: PluginMetadata | null;
      /** What the package rules would have said, as advice. */
      problems: PackageProblem[];
    }
  | { isReadable: false; problems: PackageProblem[] };

/**
 * For packages that are public elsewhere already: the archive must be one that anybody may unpack, its content is
 * described as it is. Holds the unpacked package in memory: run it in a thread (`describe-thread.ts`).
 * @param bytes the ZIP
 */
export async function describePackage(bytes: Uint8Array): Promise<PackageDescription> {
  try {
    return descriptionOf(await openPackage(bytes));
  } catch (cause) {
    if (cause instanceof ArchiveError) return { isReadable: false, problems: [...cause.problems] };
    throw cause;
  }
}

function descriptionOf(pkg: PluginPackage): PackageDescription {
  const { topFolder, contentDigest, files } = pkg;
  const file = files.find((candidate) => candidate.path === `${topFolder}/metadata.txt`);
  const validation = validateOpened(pkg, {});
  const said = validation.ok ? validation.warnings : validation.problems;
  const metadata = file ? (parseMetadata(file.bytes).metadata ?? readMetadata(file.bytes)) : null;
  const problems = shortenProblems(said.map((problem): PackageProblem => ({ ...problem, level: "warning" })));
  return { isReadable: true, topFolder, contentDigest, fileCount: files.length, metadata, problems };
}
