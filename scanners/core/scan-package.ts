import type { PluginPackage } from "../archive/types";
import { PythonFiles } from "../python/python-files";
import { checkOf } from "../registry";
import type { CheckContext } from "./check";
import { Redactor } from "./redact";
import { runCheck } from "./run-check";
import type { CheckId, CheckOutcome, Ruleset } from "./types";

export interface ScanPackageInput {
  package: PluginPackage;
  checkIds: readonly CheckId[];
  ruleset: Ruleset;
  fingerprintKey: string;
  maxFindingsPerRule?: number;
  signal?: AbortSignal;
  onStart?(checkId: CheckId): void;
  onOutcome(outcome: CheckOutcome): Promise<void> | void;
}

/**
 * Runs checks over an opened package, one after another, in the process that calls. Trees and tokens are shared.
 * @throws the signal's reason when it is aborted between two checks.
 */
export async function scanPackage(input: ScanPackageInput): Promise<void> {
  const signal = input.signal ?? new AbortController().signal;
  const python = new PythonFiles(input.package);
  const context: CheckContext = { package: input.package, files: input.package.files, signal, python };
  const redactor = new Redactor(input.package, python);
  for (const checkId of input.checkIds) {
    signal.throwIfAborted();
    input.onStart?.(checkId);
    const { ruleset, fingerprintKey, maxFindingsPerRule } = input;
    const outcome = await runCheck(checkOf(checkId), context, {
      ruleset,
      fingerprintKey,
      redactor,
      ...(maxFindingsPerRule ? { maxFindingsPerRule } : {}),
    });
    signal.throwIfAborted();
    await input.onOutcome(outcome);
  }
}
