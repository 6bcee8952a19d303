import { Archive, CircleCheck, CircleDashed, CircleHelp, CircleX, Clock, EyeOff, OctagonX, Undo2 } from "lucide-react";
import { STATUS_WORDS, type VersionStatus } from "@/lib/domain/version-status";
import { Chip } from "../ui/chip";
import type { Tone } from "../ui/tone";

const LOOK: Record<VersionStatus, { tone: Tone; icon: typeof Clock }> = {
  validating: { tone: "info", icon: CircleDashed },
  validated: { tone: "info", icon: Clock },
  blocked: { tone: "bad", icon: OctagonX },
  inconclusive: { tone: "neutral", icon: CircleHelp },
  approved: { tone: "good", icon: CircleCheck },
  returned: { tone: "warn", icon: Undo2 },
  rejected: { tone: "bad", icon: CircleX },
  withdrawn: { tone: "neutral", icon: Archive },
  quarantined: { tone: "warn", icon: EyeOff },
};

/** Where a version is in its life, in the same words everywhere. */
export function StatusChip({ status }: { status: VersionStatus }) {
  const { tone, icon: Icon } = LOOK[status];
  const { label, meaning } = STATUS_WORDS[status];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />} title={meaning}>
      {label}
    </Chip>
  );
}
