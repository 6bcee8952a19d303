/** Entry of the thread that reads imported packages, one after another: thousands of threads would cost more than they read. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { describePackage, type PackageDescription } from "./describe-package";

export interface DescribeQuestion {
  artifactPath: string;
  /** Of the file as it was stored. */
  sha256: string;
}

export type DescribeAnswer = { description: PackageDescription } | { fault: string };

async function answer({ artifactPath, sha256 }: DescribeQuestion): Promise<DescribeAnswer> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(artifactPath);
  } catch (cause) {
    return { fault: (cause as Error).message };
  }
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) return { fault: "the stored file has another hash" };
  return { description: await describePackage(bytes) };
}

parentPort?.on("message", async (question: DescribeQuestion) => parentPort?.postMessage(await answer(question)));
