import type { VersionStatus } from "@/lib/domain/version-status";

export interface NextStepFacts {
  version: string;
  status: VersionStatus;
  verdict: "passed" | "advisory" | "blocked" | "inconclusive" | null;
  openCritical: number;
  openWarnings: number;
  wasEverApproved: boolean;
}

const count = (number: number, one: string, many: string): string => (number === 1 ? `1 ${one}` : `${number.toLocaleString("en")} ${many}`);

/**
 * What an owner should do, or wait for, with their newest version, in one sentence.
 *
 * @param isAsked an approver was asked to accept findings of it, and has not answered
 */
export function nextStep(facts: NextStepFacts, isAsked = false): string {
  const { version, status, openCritical, openWarnings } = facts;
  const advice = openWarnings > 0 ? ` ${count(openWarnings, "suggestion", "suggestions")} to consider.` : "";
  switch (status) {
    case "validating":
      return `The checks of ${version} are running. Nothing to do for now.`;
    case "blocked":
      return `${count(openCritical, "finding blocks", "findings block")} ${version}. ${blockedStep(openCritical === 1 ? "it" : "them", isAsked)}`;
    case "inconclusive":
      return `A check of ${version} could not be run to its end. Scan it again, or wait: an approver has been told.`;
    case "validated":
      return `${version} passed the checks and waits for an approver.${advice}`;
    case "returned":
      return `An approver asks for changes to ${version}. Upload a corrected file under the same number.`;
    case "rejected":
      return `An approver said no to ${version}.`;
    case "withdrawn":
      return `${version} was withdrawn. Only its maintainers and approvers can download it.`;
    case "quarantined":
      return `An approver or administrator hid ${version} while it is looked into.`;
    case "approved":
      return publicStep(facts, advice);
  }
}

function blockedStep(them: string, isAsked: boolean): string {
  const fix = `ix ${them} and upload a corrected file under the same number.`;
  return isAsked ? `Wait for the approver who was asked, or f${fix}` : `F${fix}`;
}

function publicStep({ version, verdict, openCritical }: NextStepFacts, advice: string): string {
  if (verdict === "blocked") {
    return `${version} is public with a red badge: ${count(openCritical, "finding", "findings")} to fix. Upload a new version without ${openCritical === 1 ? "it" : "them"}.`;
  }
  if (verdict === "inconclusive") return `${version} is public, but a check could not be run to its end. Scan it again.`;
  if (verdict === null) return `${version} is public and was not checked yet.`;
  return `${version} is public.${advice || " Nothing to do."}`;
}
