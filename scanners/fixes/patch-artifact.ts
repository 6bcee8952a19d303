import { readFile } from "node:fs/promises";
import { type ScanProcessLimits, startScanProcess } from "../core/scan-process-start";
import { parsePatchMessage } from "./patch-message";
import type { PatchedArtifact, PatchProcessInput, PatchProcessMessage } from "./patch-process";

/** Opening, parsing and zipping the largest package takes some ten seconds. */
const TIMEOUT_MS = 60_000;

/**
 * `buildPatch` for a stored artifact, in a process of its own with the limits of a scan: what is parsed here is as hostile as there.
 *
 * @returns null when there is nothing to change
 * @throws Error when the process ends early or too late, says nonsense, or cannot open the package; the signal's reason when it is aborted
 */
export async function patchArtifact(input: {
  /** Path of the bundled program (patch-process.ts). */
  entry: string;
  artifactPath: string;
  task: Omit<PatchProcessInput, "bytes">;
  limits: ScanProcessLimits;
  signal: AbortSignal;
}): Promise<PatchedArtifact | null> {
  const bytes = await readFile(input.artifactPath);
  input.signal.throwIfAborted();
  const child = startScanProcess(input.entry, input.limits);
  try {
    const message = await new Promise<PatchProcessMessage>((resolve, reject) => {
      const late = AbortSignal.any([input.signal, AbortSignal.timeout(TIMEOUT_MS)]);
      late.addEventListener("abort", () => reject(late.reason), { once: true });
      child.once("message", (said) => {
        const answer = parsePatchMessage(said);
        if (answer) resolve(answer);
        else reject(new Error("the process said what no patch says"));
      });
      child.once("error", reject);
      child.once("exit", (code, signal) => reject(new Error(`the process ended without an answer (${signal ?? code})`)));
      // A failed send ends in `exit` or `error` too, which say more.
      child.send({ ...input.task, bytes } satisfies PatchProcessInput, () => {});
    });
    if (message.type === "failed") throw new Error(message.detail);
    return message.type === "patched" ? message.patched : null;
  } finally {
    child.removeAllListeners().kill("SIGKILL");
  }
}
