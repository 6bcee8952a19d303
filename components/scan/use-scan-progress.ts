"use client";

import { useEffect, useState } from "react";
import { urls } from "@/lib/urls";
import type { ProgressView } from "./scan-progress-live";

const FIRST_MS = 500;
const SLOWEST_MS = 5_000;
/** Tries that may fail before people are told. */
const PATIENCE = 3;

/** Asks for a scan's progress until it has ended: soon after a change, slower while nothing happens, not in a hidden tab. */
export function useScanProgress(initial: ProgressView): { progress: ProgressView; isOffline: boolean } {
  const [progress, setProgress] = useState(initial);
  const [isOffline, setIsOffline] = useState(false);
  const { versionId, done: wasDone } = initial;

  useEffect(() => {
    if (wasDone) return;
    const stop = new AbortController();
    follow(versionId, stop.signal, setProgress, setIsOffline);
    return () => stop.abort();
  }, [versionId, wasDone]);
  return { progress, isOffline };
}

async function follow(versionId: number, signal: AbortSignal, tell: (progress: ProgressView) => void, offline: (is: boolean) => void) {
  let waitMs = FIRST_MS;
  let failures = 0;
  let etag: string | null = null;
  while (!signal.aborted) {
    await pause(waitMs, signal);
    await untilVisible(signal);
    if (signal.aborted) return;
    const answer: Response | null = await fetch(urls.scanProgress(versionId), {
      signal,
      cache: "no-store",
      headers: etag ? { "if-none-match": etag } : {},
    }).catch(() => null);
    if (signal.aborted) return;
    // Signed out, or the draft is gone: there is nothing to follow any more.
    if (answer && [401, 403, 404].includes(answer.status)) return;
    failures = answer && answer.status < 500 ? 0 : failures + 1;
    offline(failures >= PATIENCE);
    waitMs = Math.min(waitMs * 1.5, SLOWEST_MS);
    if (answer?.status !== 200) continue;
    etag = answer.headers.get("etag");
    waitMs = FIRST_MS;
    const progress = (await answer.json()) as ProgressView;
    tell(progress);
    if (progress.done) return;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const wake = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", wake, { once: true });
  });
}

function untilVisible(signal: AbortSignal): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look, { once: true });
  });
}
