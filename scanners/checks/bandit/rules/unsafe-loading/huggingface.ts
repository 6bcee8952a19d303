import type { CallContext } from "../../call-context";
import type { BanditIssue } from "../../issue";
import { isTruthy, type Literal } from "../../literal";

const HUB = "huggingface_hub";
/** The library that a function must belong to, by any part of its name. */
const LIBRARY: Readonly<Record<string, string>> = {
  from_pretrained: "transformers",
  load_dataset: "datasets",
  hf_hub_download: HUB,
  snapshot_download: HUB,
  repository_id: HUB,
};
const REVISIONS = ["revision", "commit_id"];
/** A hash of a commit, whole or shortened, with quotes around it or without. */
const COMMIT = /^["']*[0-9a-fA-F]{7,}["']*$/;
const LOCAL_PATH = /^\.{0,2}\//;

/** B615, source: Bandit 1.9.4 plugins/huggingface_unsafe_download.py. */
export function unpinnedDownload(call: CallContext): BanditIssue | null {
  const { imports } = call;
  if (!imports.hasLike("transformers") && !imports.hasLike("datasets") && !imports.hasLike(HUB)) return null;
  if (!call.qualifiedName.split(".").includes(LIBRARY[call.name] ?? "")) return null;
  // What is worked out at run time may well be a commit.
  if (REVISIONS.some((name) => isComputed(call, name)) || isCommit(revisionOf(call))) return null;
  const source = call.argumentAt(0);
  if (typeof source === "string" && LOCAL_PATH.test(source)) return null;
  return {
    code: "B615",
    severity: "medium",
    confidence: "high",
    line: call.lineOfKeyword(call.name),
    message: `${call.name}() downloads whatever the repository holds at that moment.`,
    data: { call: call.qualifiedName },
  };
}

function isComputed(call: CallContext, name: string): boolean {
  const node = call.keywordNode(name);
  return node !== undefined && node.nodeType !== "Constant";
}

function revisionOf(call: CallContext): Literal | undefined {
  const revision = call.keyword("revision");
  return isTruthy(revision) ? revision : call.keyword("commit_id");
}

function isCommit(revision: Literal | undefined): boolean {
  return typeof revision === "string" && COMMIT.test(revision);
}
