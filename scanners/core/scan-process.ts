import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { openPackage } from "../archive/read-zip";
import type { PluginPackage } from "../archive/types";
import { scanPackage } from "./scan-package";
import type { CheckErrorCode, CheckId, CheckOutcome, Ruleset } from "./types";

/** What the process is told, in its first message; see scan-artifact.ts. */
export interface ScanProcessInput {
  artifactPath: string;
  expectedSha256: string;
  checkIds: readonly CheckId[];
  ruleset: Ruleset;
  fingerprintKey: string;
}

/** What it answers: one `start` and one `outcome` for each check, then `done`. */
export type ScanProcessMessage =
  | { type: "start"; checkId: CheckId }
  | { type: "outcome"; outcome: CheckOutcome }
  | { type: "unopened"; code: CheckErrorCode; detail: string }
  | { type: "done" };

type Opened = { ok: true; package: PluginPackage } | { ok: false; code: CheckErrorCode; detail: string };

async function open(input: ScanProcessInput): Promise<Opened> {
  let bytes: Buffer;
  try {
    bytes = await readFile(input.artifactPath);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return { ok: false, code: "artifact-missing", detail: `the stored file cannot be read (${code})` };
  }
  if (createHash("sha256").update(bytes).digest("hex") !== input.expectedSha256) {
    return { ok: false, code: "artifact-changed", detail: "the stored file has another hash" };
  }
  try {
    return { ok: true, package: await openPackage(bytes) };
  } catch (error) {
    return {
      ok: false,
      code: "crashed",
      detail: `the package cannot be opened: ${error instanceof Error ? error.message.slice(0, 300) : "unknown"}`,
    };
  }
}

async function main(input: ScanProcessInput, post: (message: ScanProcessMessage) => void): Promise<void> {
  const opened = await open(input);
  if (!opened.ok) return post({ type: "unopened", code: opened.code, detail: opened.detail });
  await scanPackage({
    package: opened.package,
    checkIds: input.checkIds,
    ruleset: input.ruleset,
    fingerprintKey: input.fingerprintKey,
    onStart: (checkId) => post({ type: "start", checkId }),
    onOutcome: (outcome) => post({ type: "outcome", outcome }),
  });
  post({ type: "done" });
}

// The starter ends this process when it has read `done`: a disconnect from here could cut the last messages.
const send = process.send?.bind(process);
if (send) {
  const post = (message: ScanProcessMessage) => void send(message);
  process.once("message", (input) => void main(input as ScanProcessInput, post));
  // The worker is gone: nobody wants the result.
  process.once("disconnect", () => process.exit());
}
