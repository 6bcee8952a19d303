import { isStringConstant } from "../../../../python/ast";
import type { CallContext } from "../../call-context";
import { BanditGivesUp, type BanditIssue, type BanditTests } from "../../issue";

/** Source: Bandit 1.9.4 plugins/tarfile_unsafe_members.py. */
function unpacksAll(call: CallContext): BanditIssue | null {
  if (!call.name.includes("extractall") || !call.imports.has("tarfile")) return null;
  // Bandit looks at all keywords, and fails on a set that Python would refuse.
  const { keywords } = call;
  const filter = call.keywordNode("filter");
  if (isStringConstant(filter) && filter.value === "data") return null;
  const members = call.keywordNode("members");
  if (!members || !keywords.has("members"))
    return report("high", "extractall() unpacks whatever members the archive holds; those of a tar archive may land outside the folder.");
  if (members.nodeType !== "Call") return report("medium", "extractall() unpacks members of which it is not known how they were chosen.");
  // Bandit fails on a function that is not a plain name.
  if (members.func.nodeType !== "Name") throw new BanditGivesUp();
  return report("low", `extractall() unpacks what ${members.func.id}() lets through.`);
}

function report(level: "high" | "medium" | "low", message: string): BanditIssue {
  return { code: "B202", severity: level, confidence: level, message };
}

export const detect: BanditTests = { Call: [{ code: "B202", mentions: ["extractall"], test: unpacksAll }] };
