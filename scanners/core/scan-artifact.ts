import { readFile } from "node:fs/promises";
import { checkById } from "../ruleset/rules";
import { mergeOutcomes } from "./merge-outcomes";
import { ProcessRun } from "./process-run";
import type { ScanStep } from "./scan-package";
import { type ScanProcessLimits, type SpareProcesses, startScanProcess } from "./scan-process-start";
import type { SourceFile } from "./source-files";
import type { CheckId, CheckOutcome, Ruleset } from "./types";

/** How far a scan has come. */
export interface ScanProgress {
  /** Files looked at, counted once for each check, and how many that will be. */
  files: number;
  of: number;
  /** A file that is looked at now. */
  path: string;
}

export interface ScanArtifactInput {
  /** Path of the bundled program (scan-process.ts). */
  entry: string;
  /** The stored ZIP: its path, or its bytes. */
  artifactPath: string | Uint8Array;
  /** sha256 (hex) of the artifact as it was stored; another one is an error, never a scan of something else. */
  expectedSha256: string;
  checkIds: readonly CheckId[];
  ruleset: Ruleset;
  fingerprintKey: string;
  limits?: ScanProcessLimits;
  /** Processes that share the files, default 1. The result does not depend on it. */
  processes?: number;
  /** Processes that wait for work, made with the same entry and limits. */
  spares?: SpareProcesses;
  signal?: AbortSignal;
  /** Once for each check, unless it has to be repeated after a failure of another. */
  onStart?(checkId: CheckId): void;
  onProgress?(progress: ScanProgress): void;
  /** The package's Python files, before any outcome; again when a process had to be replaced. If it rejects, so does the scan. */
  onSources?: ((sources: readonly SourceFile[]) => Promise<void>) | undefined;
  /** Called once for each check, one call after another. If it rejects, the scan stops and rejects with the same. */
  onOutcome(outcome: CheckOutcome): Promise<void>;
}

/**
 * Scans a stored artifact in processes of its own, with limits: a thread that fills its heap can take the whole worker
 * with it. Each outcome is delivered as soon as it ends. When a check overruns its time or memory, or ends the process, it is
 * errored and the remaining ones run in a fresh one; every check gets exactly one outcome.
 *
 * @throws what `onOutcome` throws, and the signal's reason when it is aborted; the processes are ended in any case.
 */
export async function scanArtifact(input: ScanArtifactInput): Promise<void> {
  input.signal?.throwIfAborted();
  const bytes = await readArtifact(input.artifactPath);
  if (bytes instanceof Error) {
    for (const checkId of input.checkIds)
      await input.onOutcome({ checkId, state: "errored", code: "artifact-missing", detail: bytes.message, durationMs: 0 });
    return;
  }
  const stop = new AbortController();
  const signal = input.signal ? AbortSignal.any([input.signal, stop.signal]) : stop.signal;
  const gathering = new Gathering(input, input.processes ?? 1);
  const shares = gathering.shares.map((checkIds, index) =>
    runShare({ input, bytes, checkIds, share: { index, of: gathering.shares.length }, signal, gathering }),
  );
  try {
    await Promise.all(shares);
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(shares);
    throw error;
  } finally {
    input.spares?.refill();
  }
}

async function readArtifact(artifact: string | Uint8Array): Promise<Uint8Array | Error> {
  if (typeof artifact !== "string") return artifact;
  try {
    return await readFile(artifact);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return new Error(`the stored file cannot be read (${code})`);
  }
}

interface ShareRun {
  input: ScanArtifactInput;
  bytes: Uint8Array;
  checkIds: readonly CheckId[];
  share: { index: number; of: number };
  signal: AbortSignal;
  gathering: Gathering;
}

/** Runs the checks of one share, in as many processes as failures ask for. */
async function runShare({ input, bytes, checkIds, share, signal, gathering }: ShareRun): Promise<void> {
  const { expectedSha256, ruleset, fingerprintKey, limits = {}, onSources } = input;
  const wantsSources = onSources !== undefined && share.index === 0;
  let remaining = checkIds;
  while (remaining.length > 0) {
    signal.throwIfAborted();
    const child = input.spares?.take() ?? startScanProcess(input.entry, limits);
    const task = { bytes, expectedSha256, checkIds: remaining, ruleset, fingerprintKey, share, wantsSources };
    const run = new ProcessRun(child, task, limits, {
      signal,
      onStart: (checkId) => gathering.start(checkId),
      onStep: input.onProgress && ((step) => gathering.step(share.index, step)),
      onSources,
      onOutcome: (outcome) => gathering.outcome(share.index, outcome),
    });
    const failure = await run.ended();
    remaining = remaining.filter((checkId) => !run.finished.has(checkId));
    if (!failure) continue;
    // Before the first check starts the package is opened, which all of them need; between two checks nobody is at fault.
    const failed = run.running ? [run.running] : run.finished.size > 0 ? [] : remaining;
    for (const checkId of failed) await gathering.outcome(share.index, { checkId, state: "errored", ...failure });
    remaining = remaining.filter((checkId) => !failed.includes(checkId));
  }
}

/** Collects what the shares say of each check until all have spoken. */
class Gathering {
  /** The checks of each share: those that need the whole package are the first one's alone. */
  readonly shares: readonly (readonly CheckId[])[];
  private readonly started = new Set<CheckId>();
  private readonly outcomes = new Map<CheckId, Map<number, CheckOutcome>>();
  private readonly progress = new Map<number, ScanStep>();
  private deliveries: Promise<void> = Promise.resolve();

  constructor(
    private readonly input: ScanArtifactInput,
    processes: number,
  ) {
    const perFile = input.checkIds.filter((checkId) => !checkById(checkId).needsWholePackage);
    const others = perFile.length > 0 ? Math.max(1, Math.floor(processes)) - 1 : 0;
    this.shares = [input.checkIds, ...Array.from({ length: others }, () => perFile)];
  }

  start(checkId: CheckId): void {
    if (this.started.has(checkId)) return;
    this.started.add(checkId);
    this.input.onStart?.(checkId);
  }

  step(share: number, step: ScanStep): void {
    this.progress.set(share, step);
    if (step.path === null || this.progress.size < this.shares.length) return;
    let files = 0;
    let of = 0;
    for (const each of this.progress.values()) {
      files += each.done;
      of += each.of;
    }
    this.input.onProgress?.({ files, of, path: step.path });
  }

  /** Resolves when the outcome is delivered, if it was the last one that was missing. */
  outcome(share: number, outcome: CheckOutcome): Promise<void> {
    const { checkId } = outcome;
    const known = this.outcomes.get(checkId) ?? new Map<number, CheckOutcome>();
    this.outcomes.set(checkId, known.set(share, outcome));
    const expected = this.shares.filter((checkIds) => checkIds.includes(checkId)).length;
    if (known.size < expected) return Promise.resolve();
    const inOrder = [...known].sort(([a], [b]) => a - b).map(([, one]) => one);
    this.deliveries = this.deliveries.then(() => this.input.onOutcome(mergeOutcomes(inOrder)));
    return this.deliveries;
  }
}
