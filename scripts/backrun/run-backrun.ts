import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "@/db/client";
import { requestRescan } from "@/db/commands/manage-version";
import { type BackrunTarget, countNewestPublic, listBackrunTargets, listEndedScans } from "@/db/queries/backrun";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { ENGINE_VERSION } from "@/scanners/core/engine-version";
import type { Verdict } from "@/scanners/core/types";

export interface BackrunProgress {
  done: number;
  /** What this run has to do. */
  total: number;
  /** Seconds until the end at the speed so far; null before the first scan has ended. */
  secondsLeft: number | null;
}

export interface BackrunOptions {
  /** Scans that wait or run at a time: an interrupted run leaves no more than these behind. */
  maxOpen?: number;
  pollMs?: number;
  signal?: AbortSignal;
  onProgress?(progress: BackrunProgress): void;
  /** Called when nothing has ended for a while. */
  onStall?(): Promise<void>;
}

export interface BackrunResult {
  verdicts: Record<Verdict, number>;
  /** Scanned before by the same ruleset and engine. */
  skipped: number;
  /** Could not be checked, with the reason in words. */
  failed: { packageName: string; version: string; why: string }[];
  isInterrupted: boolean;
}

const STALL_MS = 30_000;

/**
 * Scans the newest public version of every plugin with the ruleset in force. Only badges change: a version that is
 * public stays public. Stopping at any moment is safe; the next run goes on where this one was.
 */
export async function runBackrun(db: Db, options: BackrunOptions = {}): Promise<BackrunResult> {
  const { digest: rulesetDigest } = await requireActiveRuleset(db);
  const targets = await listBackrunTargets(db, { rulesetDigest, engineVersion: ENGINE_VERSION });
  const result: BackrunResult = {
    verdicts: { passed: 0, advisory: 0, blocked: 0, inconclusive: 0 },
    skipped: (await countNewestPublic(db)) - targets.length,
    failed: [],
    isInterrupted: false,
  };
  const waiting = [...targets];
  const open = new Map<string, BackrunTarget>();
  const startedAt = Date.now();
  let lastEndAt = startedAt;
  let done = 0;
  while (waiting.length > 0 || open.size > 0) {
    if (options.signal?.aborted) return { ...result, isInterrupted: true };
    done += await fillUp(db, waiting, open, options.maxOpen ?? 30, result);
    const ended = await collect(db, open, result);
    done += ended;
    if (ended > 0) lastEndAt = Date.now();
    const secondsLeft = done > 0 ? Math.round(((Date.now() - startedAt) / done / 1000) * (targets.length - done)) : null;
    options.onProgress?.({ done, total: targets.length, secondsLeft });
    if (open.size === 0) continue;
    if (Date.now() - lastEndAt > STALL_MS) {
      lastEndAt = Date.now();
      await options.onStall?.();
    }
    await sleep(options.pollMs ?? 500, undefined, { signal: options.signal }).catch(() => {});
  }
  return result;
}

/** Queues scans up to the limit. @returns how many targets dropped out because they are gone */
async function fillUp(
  db: Db,
  waiting: BackrunTarget[],
  open: Map<string, BackrunTarget>,
  maxOpen: number,
  result: BackrunResult,
): Promise<number> {
  let gone = 0;
  while (open.size < maxOpen) {
    const target = waiting.shift();
    if (!target) break;
    if (target.openScanId) {
      open.set(target.openScanId, target);
      continue;
    }
    const started = await requestRescan(db, { person: "system", kind: "backrun", versionId: target.versionId });
    if (started.ok) open.set(started.value.scanId, target);
    else {
      gone += 1;
      // Deleted since it was listed; anything else is worth reading.
      if (started.error.code !== "not-found")
        result.failed.push({ packageName: target.packageName, version: target.version, why: started.error.message });
    }
  }
  return gone;
}

async function collect(db: Db, open: Map<string, BackrunTarget>, result: BackrunResult): Promise<number> {
  const ended = await listEndedScans(db, [...open.keys()]);
  for (const { scanId, verdict, reason } of ended) {
    const target = open.get(scanId) as BackrunTarget;
    open.delete(scanId);
    if (verdict) result.verdicts[verdict] += 1;
    if (verdict !== "inconclusive") continue;
    const why = reason?.errored.map((one) => `${one.checkId}: ${one.code}`).join(", ") || "a check could not end";
    result.failed.push({ packageName: target.packageName, version: target.version, why });
  }
  return ended.length;
}
