import { CircleCheck, CircleHelp, EyeOff, Info, OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { comparedWords, type MemoryCounts, memorySentence } from "@/lib/domain/memory";
import { isGreen } from "@/lib/domain/verdict-words";
import { CHECKS, checkById } from "@/scanners/ruleset/rules";
import { cx } from "../ui/cx";
import { SOFT_TONE, type Tone } from "../ui/tone";
import type { ComparedWith, VerdictCounts } from "./report";
import { CHECK_ERROR_WORDS, plural } from "./words";

const LOOK: Record<VerdictCounts["verdict"], { tone: Tone; icon: typeof Info }> = {
  passed: { tone: "good", icon: CircleCheck },
  advisory: { tone: "good", icon: Info },
  blocked: { tone: "bad", icon: OctagonX },
  inconclusive: { tone: "neutral", icon: CircleHelp },
};

const LOOK_FIRST = { tone: "warn" as Tone, icon: EyeOff };

const unseenSentence = (unseen: number): string =>
  `Passed, but ${plural(unseen, "critical finding is", "critical findings are")} hidden by comments that no approver has seen`;

/** "all unchanged since 1.3", "4 of these unchanged since 1.3", or nothing: what is new asks for more attention than what was known. */
function unchangedWords(
  { open, unlisted = 0, verdict }: VerdictCounts,
  { carriedOver, ...compared }: ComparedWith & MemoryCounts,
): string | null {
  if (carriedOver === 0 || verdict === "inconclusive") return null;
  const isAll = carriedOver === open.critical + open.warning + unlisted;
  return `${isAll ? "all" : `${carriedOver.toLocaleString("en")} of these`} unchanged since ${comparedWords(compared)}`;
}

/** "Blocked: 2 to fix, 5 to consider". What is public already is not blocked, whatever was found. */
export function verdictSentence(counts: VerdictCounts, isPublic = false): string {
  const { critical, warning } = counts.open;
  const consider = considerWords(warning, counts.unlisted ?? 0);
  if (counts.verdict === "blocked")
    return `${isPublic ? "Critical findings" : "Blocked"}: ${[`${critical.toLocaleString("en")}\u00a0to fix`, consider].filter(Boolean).join(", ")}`;
  if (counts.verdict === "advisory") return `Passed: nothing critical, ${consider}`;
  if (counts.verdict === "inconclusive") return "Could not be checked to the end";
  return consider ? `Passed: nothing critical, ${consider}` : "Passed: nothing needs attention";
}

/** "5 to consider and 300 more not listed": beyond its cap a rule's places are counted only. */
function considerWords(listed: number, unlisted: number): string | null {
  // The number stays beside its word.
  if (unlisted === 0) return listed > 0 ? `${listed.toLocaleString("en")}\u00a0to consider` : null;
  return `${listed.toLocaleString("en")}\u00a0to consider and ${unlisted.toLocaleString("en")} more not listed`;
}

interface Props {
  counts: VerdictCounts;
  isPublic?: boolean;
  /** What the version was compared with, and what came of it. */
  since?: (ComparedWith & MemoryCounts) | null;
  /** Critical findings that comments hide and that no approver has seen. */
  unseen?: number;
  children?: ReactNode;
}

/** The outcome in words, the counts, and what was kept although it was found. */
export function VerdictBanner({ counts, isPublic, since, unseen = 0, children }: Props) {
  const mustLook = unseen > 0 && isGreen(counts.verdict);
  const { tone, icon: Icon } = mustLook ? LOOK_FIRST : LOOK[counts.verdict];
  const kept = keptWords(counts);
  const isChanged = since ? since.new + since.fixed > 0 : false;
  return (
    <div className={cx("flex gap-3.5 rounded-card border p-4 sm:p-5", SOFT_TONE[tone])}>
      <Icon aria-hidden className="mt-0.5 size-7 shrink-0" />
      <div className="grid min-w-0 gap-1.5">
        <p className="text-xl leading-snug font-bold">
          {/* The sentence below counts what was carried over as well. */}
          {[
            mustLook ? unseenSentence(unseen) : verdictSentence(counts, isPublic),
            since && !isChanged ? unchangedWords(counts, since) : null,
          ]
            .filter(Boolean)
            .join("; ")}
        </p>
        <div className="grid gap-1.5 text-[0.9375rem] text-ink">
          {counts.verdict === "inconclusive" ? (
            <p>
              {notRunWords(counts)} {reasonsOf(counts)} This need not be the author's fault. Until all checks have ended, nothing is said
              about this version.
            </p>
          ) : null}
          {since && isChanged ? <p>{memorySentence(since, since)}</p> : null}
          {counts.open.info > 0 ? <p>{notesWords(counts.open.info)}</p> : null}
          {kept ? <p>{kept}</p> : null}
          {children}
        </div>
      </div>
    </div>
  );
}

const notesWords = (notes: number): string => `${plural(notes, "note")}; ${notes === 1 ? "it does" : "they do"} not change the result.`;

function notRunWords({ errored }: VerdictCounts): string {
  if (errored.length === CHECKS.length) return "None of the checks could be run to its end.";
  return `Not run to the end: ${errored.map((run) => checkById(run.checkId).title).join(", ") || "a check"}.`;
}

/** Several checks mostly fail for one reason. */
const reasonsOf = ({ errored }: VerdictCounts): string => [...new Set(errored.map((run) => CHECK_ERROR_WORDS[run.code]))].join(" ");

function keptWords({ suppressed, acknowledged, accepted }: VerdictCounts): string | null {
  const parts = [
    suppressed > 0 ? `${suppressed} hidden by comments or settings in the package` : null,
    acknowledged > 0 ? `${acknowledged} acknowledged by the owner` : null,
    accepted > 0 ? `${accepted} accepted by an approver` : null,
  ].filter(Boolean);
  return parts.length > 0 ? `Kept knowingly: ${parts.join(", ")}.` : null;
}
