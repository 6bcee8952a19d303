/** Entry of the thread that opens an upload. Bundled on its own; see `validateInThread`. */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { readStored } from "./read-stored";
import { type ValidateOptions, validatePackage } from "./validate-package";

export interface ValidateThreadInput {
  artifactPath: string;
  expectedSha256?: string;
  options: ValidateOptions;
}

const { artifactPath, expectedSha256: sha256, options } = workerData as ValidateThreadInput;
const bytes = sha256 ? readStored({ artifactPath, sha256 }) : readFileSync(artifactPath);
parentPort?.postMessage(await validatePackage(bytes, options));
