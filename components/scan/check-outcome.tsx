import { CircleCheck, CircleDashed, CircleHelp, Info, OctagonX, TriangleAlert } from "lucide-react";
import { Chip } from "../ui/chip";
import type { Tone } from "../ui/tone";
import type { ScanCheck } from "./report";
import { plural } from "./words";

function outcomeOf({ state, open, kept }: ScanCheck): { tone: Tone; icon: typeof Info; words: string } {
  if (state === "errored") return { tone: "neutral", icon: CircleHelp, words: "Not finished" };
  if (state !== "finished") return { tone: "info", icon: CircleDashed, words: state === "running" ? "Running" : "Waiting" };
  if (open.critical > 0) return { tone: "bad", icon: OctagonX, words: `${open.critical.toLocaleString("en")} to fix` };
  if (open.warning > 0) return { tone: "warn", icon: TriangleAlert, words: `${open.warning.toLocaleString("en")} to consider` };
  if (open.info > 0) return { tone: "info", icon: Info, words: plural(open.info, "note") };
  return { tone: "good", icon: CircleCheck, words: kept > 0 ? `${kept.toLocaleString("en")} kept` : "Nothing found" };
}

/** The result of one check in a few words. */
export function CheckOutcome({ check }: { check: ScanCheck }) {
  const { tone, icon: Icon, words } = outcomeOf(check);
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {words}
    </Chip>
  );
}
