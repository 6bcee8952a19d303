import type { PackageProblem, PackageValidation } from "@/scanners/archive/types";
import type { Tx } from "../context";
import type { plugins } from "../schema";
import { findOtherWithName } from "./take-public-name";

type ValidPackage = Extract<PackageValidation, { ok: true }>;
type PluginRow = typeof plugins.$inferSelect;

/** What an address says that the package must be. */
export interface ExpectedPackage {
  packageName?: string;
  version?: string;
}

/** Where the file is another one than its sender named. */
export function expectationProblems(validation: ValidPackage, expected: ExpectedPackage = {}): PackageProblem[] {
  const problems: PackageProblem[] = [];
  const { packageName, metadata } = validation;
  if (expected.packageName !== undefined && expected.packageName !== packageName) {
    problems.push({
      code: "another-plugin",
      level: "error",
      message: `The ZIP holds the plugin “${packageName}”, but was sent for “${expected.packageName}”.`,
      advice: `Upload it as a version of “${packageName}”, or correct the folder's name in the ZIP.`,
      entry: packageName,
    });
  }
  if (expected.version !== undefined && expected.version !== metadata.version) {
    problems.push({
      code: "another-version",
      level: "error",
      message: `metadata.txt says version ${metadata.version}, but the file was sent for version ${expected.version}.`,
      advice: "Set the version in metadata.txt, or send the file as a new version.",
      entry: `${packageName}/metadata.txt`,
    });
  }
  return problems;
}

/** Rules that need the repository's memory: the folder's spelling, and the plugin's name. */
export async function nameProblem(tx: Tx, validation: ValidPackage, plugin: PluginRow | undefined): Promise<PackageProblem | null> {
  if (plugin?.deletedAt) {
    return {
      code: "plugin-deleted",
      level: "error",
      message: `The plugin “${plugin.packageName}” was deleted.`,
      advice: plugin.purgedAt
        ? "The time to restore it is over. Its package name is not given out again: ask the administrators, or use another one."
        : "One of its owners can restore it on its manage page, for 30 days after it was deleted. Then upload again.",
    };
  }
  if (plugin && plugin.packageName !== validation.packageName) {
    return {
      code: "package-name-spelling",
      level: "error",
      message: `The folder is called “${validation.packageName}”, but the plugin is registered as “${plugin.packageName}”.`,
      advice: `Rename the folder to exactly “${plugin.packageName}”.`,
      entry: validation.packageName,
    };
  }
  const other = await findOtherWithName(tx, validation.metadata.name, plugin?.id ?? null);
  return other === null ? null : nameTaken(validation, other);
}

export function nameTaken(validation: ValidPackage, holder: string): PackageProblem {
  return {
    code: "name-taken",
    level: "error",
    message: `Another plugin (${holder}) is already called “${validation.metadata.name}”.`,
    advice: "Choose another name in metadata.txt.",
    entry: `${validation.packageName}/metadata.txt`,
  };
}
