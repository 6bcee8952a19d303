/** Entry of the thread that opens an upload. Bundled on its own; see `validateInThread`. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { type ValidateOptions, validatePackage } from "./validate-package";

export interface ValidateThreadInput {
  artifactPath: string;
  expectedSha256?: string;
  options: ValidateOptions;
}

const input = workerData as ValidateThreadInput;
const bytes = readFileSync(input.artifactPath);
if (input.expectedSha256 && createHash("sha256").update(bytes).digest("hex") !== input.expectedSha256)
  throw Object.assign(new Error("the stored file has another hash"), { code: "ARTIFACT_CHANGED" });
parentPort?.postMessage(await validatePackage(bytes, input.options));
