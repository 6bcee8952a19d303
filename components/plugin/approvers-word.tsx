import type { VersionStatus } from "@/lib/domain/version-status";
import { Alert } from "../ui/alert";

interface Step {
  event: string;
  toStatus: VersionStatus | null;
  reason: string | null;
}

const TITLES: Record<string, string> = { return: "An approver asks for changes", reject: "Rejected", quarantine: "Quarantined" };

/** The step of a version's history whose reason explains why it stands where it does, when an approver put it there. */
export function wordThatHolds(history: readonly Step[], status: VersionStatus): Step | null {
  const step = history.findLast((one) => one.event in TITLES && one.toStatus === status);
  return step?.reason ? step : null;
}

export function ApproversWord({ step }: { step: Step }) {
  return (
    <Alert tone="warn" title={TITLES[step.event] ?? "An approver decided"}>
      <p className="whitespace-pre-line">{step.reason}</p>
    </Alert>
  );
}
