import { CircleHelp, EyeOff, FlaskConical, MessageCircleQuestion, ShieldAlert, Sparkles, UserPlus, UserX } from "lucide-react";
import type { QueueReason } from "@/lib/domain/review-queue";
import { Chip } from "../ui/chip";
import type { Tone } from "../ui/tone";
import type { QueueRowView } from "./queue-row";
import { REASON_WORDS } from "./queue-words";

const LOOK: Record<QueueReason, { tone: Tone; icon: typeof EyeOff }> = {
  "new-plugin": { tone: "info", icon: Sparkles },
  "first-by-author": { tone: "info", icon: UserPlus },
  "new-suppressions": { tone: "warn", icon: EyeOff },
  "acceptance-asked": { tone: "warn", icon: MessageCircleQuestion },
  "public-not-clean": { tone: "bad", icon: ShieldAlert },
  inconclusive: { tone: "neutral", icon: CircleHelp },
};

/**
 * What sets a row apart at a glance.
 *
 * @param said what the row's sentence says already
 */
export function QueueChips({ row, said }: { row: QueueRowView; said: QueueReason | null }) {
  const reasons = row.reasons.filter((reason) => reason !== said);
  if (reasons.length === 0 && !row.isOwn && !row.isExperimental) return null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {row.isOwn ? <Chip icon={<UserX aria-hidden />}>Yours: somebody else decides</Chip> : null}
      {reasons.map((reason) => {
        const { tone, icon: Icon } = LOOK[reason];
        return (
          <Chip key={reason} tone={tone} icon={<Icon aria-hidden />}>
            {wordsOf(reason, row)}
          </Chip>
        );
      })}
      {row.isExperimental ? <Chip icon={<FlaskConical aria-hidden />}>Experimental</Chip> : null}
    </div>
  );
}

function wordsOf(reason: QueueReason, { newCriticalSuppressions, openRequests }: QueueRowView): string {
  if (reason === "new-suppressions")
    return newCriticalSuppressions === 1 ? "Hides a critical finding" : `Hides ${newCriticalSuppressions} critical findings`;
  if (reason === "acceptance-asked" && openRequests > 1) return `${openRequests} acceptances asked`;
  return REASON_WORDS[reason];
}
