import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { ArchiveError } from "../archive/archive-error";
import { openPackage } from "../archive/read-zip";
import type { PluginPackage } from "../archive/types";
import { type ScanStep, scanPackage } from "./scan-package";
import { PROGRESS_FD } from "./scan-process-start";
import type { Share } from "./shares";
import { listSourceFiles, type SourceFile } from "./source-files";
import type { CheckErrorCode, CheckId, CheckOutcome, Ruleset } from "./types";

/** What the process is told, in its first message; see scan-artifact.ts. */
export interface ScanProcessInput {
  /** The ZIP. */
  bytes: Uint8Array;
  /** sha256 (hex) of the artifact as it was stored. */
  expectedSha256: string;
  checkIds: readonly CheckId[];
  ruleset: Ruleset;
  fingerprintKey: string;
  share: Share;
  /** Asks for the list of Python files, before the first check. */
  wantsSources: boolean;
}

/** What it answers: one `start` and one `outcome` for each check of its share, then `done`. */
export type ScanProcessMessage =
  | { type: "sources"; sources: SourceFile[] }
  | { type: "start"; checkId: CheckId }
  | { type: "outcome"; outcome: CheckOutcome }
  | { type: "unopened"; code: CheckErrorCode; detail: string }
  | { type: "done" };

type Opened = { ok: true; package: PluginPackage } | { ok: false; code: CheckErrorCode; detail: string };

async function open(input: ScanProcessInput): Promise<Opened> {
  if (createHash("sha256").update(input.bytes).digest("hex") !== input.expectedSha256) {
    return { ok: false, code: "artifact-changed", detail: "the stored file has another hash" };
  }
  try {
    return { ok: true, package: await openPackage(input.bytes) };
  } catch (error) {
    return {
      ok: false,
      // Uploads never get here with such an archive; imported versions do.
      code: error instanceof ArchiveError ? "archive-refused" : "crashed",
      detail: `the package cannot be opened: ${error instanceof Error ? error.message.slice(0, 300) : "unknown"}`,
    };
  }
}

/** Said on a channel of its own, and written at once: the loop over files leaves no time for events. */
function tellStep({ done, of, path }: ScanStep): void {
  writeSync(PROGRESS_FD, `${done}\t${of}\t${path ?? ""}\n`);
}

async function main(input: ScanProcessInput, post: (message: ScanProcessMessage) => void): Promise<void> {
  const opened = await open(input);
  if (!opened.ok) return post({ type: "unopened", code: opened.code, detail: opened.detail });
  const { checkIds, ruleset, fingerprintKey, share } = input;
  // Its files are in memory now; 25 MB less to hold while they are scanned.
  input.bytes = new Uint8Array();
  if (input.wantsSources) post({ type: "sources", sources: listSourceFiles(opened.package) });
  await scanPackage({
    package: opened.package,
    checkIds,
    ruleset,
    fingerprintKey,
    share,
    onStart: (checkId) => post({ type: "start", checkId }),
    onStep: tellStep,
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
