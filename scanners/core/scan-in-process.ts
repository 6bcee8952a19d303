import { openPackage } from "../archive/read-zip";
import type { PluginPackage } from "../archive/types";
import { scanPackage } from "./scan-package";
import type { CheckId, CheckOutcome, Ruleset } from "./types";

export interface ScanInProcessInput {
  /** The ZIP. */
  bytes: Uint8Array;
  checkIds: readonly CheckId[];
  ruleset: Ruleset;
  fingerprintKey: string;
  signal?: AbortSignal;
}

/**
 * The same scan in the process that calls, so without limits on time and memory: for the command line and tests, never for
 * files of strangers on a server.
 * @throws ArchiveError when the package cannot be opened.
 */
export async function scanInProcess(input: ScanInProcessInput): Promise<{ package: PluginPackage; outcomes: CheckOutcome[] }> {
  const pluginPackage = await openPackage(input.bytes);
  const outcomes: CheckOutcome[] = [];
  const { checkIds, ruleset, fingerprintKey, signal } = input;
  await scanPackage({
    package: pluginPackage,
    checkIds,
    ruleset,
    fingerprintKey,
    ...(signal ? { signal } : {}),
    onOutcome: (outcome) => {
      outcomes.push(outcome);
    },
  });
  return { package: pluginPackage, outcomes };
}
