/** Entry of the thread that opens an upload. Bundled on its own; see `validateInThread`. */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { type ValidateOptions, validatePackage } from "./validate-package";

export interface ValidateThreadInput {
  artifactPath: string;
  options: ValidateOptions;
}

const input = workerData as ValidateThreadInput;
parentPort?.postMessage(await validatePackage(readFileSync(input.artifactPath), input.options));
