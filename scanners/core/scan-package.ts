import type { PackageFile, PluginPackage } from "../archive/types";
import { PythonFiles } from "../python/python-files";
import { checkOf } from "../registry";
import type { Check, CheckContext } from "./check";
import { Redactor } from "./redact";
import { runCheck } from "./run-check";
import { filesOfShare, type Share, WHOLE } from "./shares";
import type { CheckId, CheckOutcome, Ruleset } from "./types";
import { watched } from "./watched";

export interface ScanPackageInput {
  package: PluginPackage;
  checkIds: readonly CheckId[];
  ruleset: Ruleset;
  fingerprintKey: string;
  maxFindingsPerRule?: number;
  /** Looks at these files only; left out: at all. */
  share?: Share;
  signal?: AbortSignal;
  onStart?(checkId: CheckId): void;
  /** Before a check looks at a file; null when it has looked at the last one. */
  onFile?(path: string | null): void;
  onOutcome(outcome: CheckOutcome): Promise<void> | void;
}

/**
 * Runs checks over an opened package, one after another, in the process that calls. Trees and tokens are shared.
 * A check that needs the whole package runs in the first share only.
 *
 * @throws the signal's reason when it is aborted between two checks.
 */
export async function scanPackage(input: ScanPackageInput): Promise<void> {
  const { ruleset, fingerprintKey, maxFindingsPerRule, share = WHOLE } = input;
  const signal = input.signal ?? new AbortController().signal;
  const files = filesOfShare(input.package.files, share);
  const python = new PythonFiles({ files }, input.onFile);
  const redactor = new Redactor(input.package, python);
  const contextOf = (check: Check): CheckContext => {
    const looked: readonly PackageFile[] = check.info.needsWholePackage ? input.package.files : files;
    return { package: input.package, files: watched(looked, input.onFile), signal, python };
  };
  for (const checkId of input.checkIds) {
    const check = checkOf(checkId);
    if (check.info.needsWholePackage && share.index > 0) continue;
    signal.throwIfAborted();
    input.onStart?.(checkId);
    const outcome = await runCheck(check, contextOf(check), {
      ruleset,
      fingerprintKey,
      redactor,
      ...(maxFindingsPerRule ? { maxFindingsPerRule } : {}),
    });
    signal.throwIfAborted();
    await input.onOutcome(outcome);
  }
}
