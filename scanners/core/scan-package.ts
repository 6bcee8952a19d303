import type { PackageFile, PluginPackage } from "../archive/types";
import { PythonFiles } from "../python/python-files";
import { checkOf } from "../registry";
import { batchesOf } from "./batches";
import { MAX_FINDINGS_PER_RULE } from "./cap-findings";
import type { Check, CheckContext } from "./check";
import { mergeOutcomes } from "./merge-outcomes";
import { Redactor } from "./redact";
import { runCheck } from "./run-check";
import { filesOfShare, type Share, WHOLE } from "./shares";
import type { CheckId, CheckOutcome, Ruleset } from "./types";
import { watched } from "./watched";

/** How far a scan has come: a file looked at by a check is one step. */
export interface ScanStep {
  done: number;
  of: number;
  /** The file that comes next; null when a check has looked at its last one. */
  path: string | null;
}

export interface ScanPackageInput {
  package: PluginPackage;
  checkIds: readonly CheckId[];
  ruleset: Ruleset;
  fingerprintKey: string;
  maxFindingsPerRule?: number;
  /** Looks at these files only; left out: at all. */
  share?: Share;
  /** Default BATCH_PYTHON_BYTES. */
  maxBatchPythonBytes?: number;
  signal?: AbortSignal;
  /** Before a check begins with a batch of files. */
  onStart?(checkId: CheckId): void;
  onStep?(step: ScanStep): void;
  onOutcome(outcome: CheckOutcome): Promise<void> | void;
}

/**
 * Runs checks over an opened package, one after another, in the process that calls. Trees and tokens are shared among the checks
 * and dropped after each batch of files. A check that needs the whole package runs in the first share only.
 *
 * @throws the signal's reason when it is aborted between two checks.
 */
export async function scanPackage(input: ScanPackageInput): Promise<void> {
  const { share = WHOLE } = input;
  const files = filesOfShare(input.package.files, share);
  const checks = input.checkIds.map(checkOf).filter((check) => share.index === 0 || !check.info.needsWholePackage);
  const steps = new Steps(checks.length * files.length, input.onStep);
  const batches = batchesOf(files, input.maxBatchPythonBytes);
  const outcomes = new Map<CheckId, CheckOutcome[]>(checks.map((check) => [check.info.id, []]));
  for (const [index, batch] of batches.entries()) {
    const scan = new BatchScan(input, batch, steps);
    for (const check of checks) {
      const known = outcomes.get(check.info.id) ?? [];
      const isOver = known.some((one) => one.state === "errored") || (index > 0 && check.info.needsWholePackage);
      if (!isOver) known.push(await scan.run(check));
      steps.checkEnded(batch.length);
      if (index === batches.length - 1) await input.onOutcome(joined(known, input.maxFindingsPerRule));
    }
  }
}

/** One batch of files, whose trees live as long as this. */
class BatchScan {
  private readonly python: PythonFiles;
  private readonly redactor: Redactor;
  private readonly signal: AbortSignal;

  constructor(
    private readonly input: ScanPackageInput,
    private readonly files: readonly PackageFile[],
    private readonly steps: Steps,
  ) {
    this.python = new PythonFiles({ files }, steps.file);
    this.redactor = new Redactor(input.package, this.python);
    this.signal = input.signal ?? new AbortController().signal;
  }

  async run(check: Check): Promise<CheckOutcome> {
    const { ruleset, fingerprintKey, maxFindingsPerRule } = this.input;
    this.signal.throwIfAborted();
    this.input.onStart?.(check.info.id);
    const looked = check.info.needsWholePackage ? this.input.package.files : this.files;
    const { signal, python, redactor } = this;
    const context: CheckContext = { package: this.input.package, files: watched(looked, this.steps.file), signal, python };
    const options = { ruleset, fingerprintKey, redactor, ...(maxFindingsPerRule ? { maxFindingsPerRule } : {}) };
    const outcome = await runCheck(check, context, options);
    this.signal.throwIfAborted();
    return outcome;
  }
}

function joined(outcomes: readonly CheckOutcome[], cap = MAX_FINDINGS_PER_RULE): CheckOutcome {
  const durationMs = outcomes.reduce((sum, one) => sum + one.durationMs, 0);
  return { ...mergeOutcomes(outcomes, cap), durationMs };
}

class Steps {
  /** Told by loops over files; absent when nobody asks. */
  readonly file: ((path: string | null) => void) | undefined;
  private before = 0;
  private inCheck = 0;

  constructor(of: number, onStep: ((step: ScanStep) => void) | undefined) {
    if (!onStep) return;
    this.file = (path) => {
      if (path !== null) this.inCheck++;
      onStep({ done: Math.min(this.before + this.inCheck, of), of, path });
    };
  }

  checkEnded(files: number): void {
    this.before += files;
    this.inCheck = 0;
  }
}
