import { CircleCheck, CircleDashed, CircleHelp, Info, OctagonX, TriangleAlert } from "lucide-react";
import { checkById } from "@/scanners/ruleset/rules";
import { Chip } from "../ui/chip";
import type { Tone } from "../ui/tone";
import type { ActionsOf, ScanCheck } from "./report";
import { RuleBlock } from "./rule-block";
import { CHECK_ERROR_WORDS, checkAnchor, durationWords, plural } from "./words";

/** One check: how it ended and how long it took, then a block for each rule that found something. */
export function CheckSection({ check, actionsOf }: { check: ScanCheck; actionsOf?: ActionsOf }) {
  const info = checkById(check.checkId);
  const firstOpenCritical = check.rules.find((rule) => rule.severity === "critical" && rule.open > 0);
  return (
    <section id={checkAnchor(check.checkId)} aria-labelledby={`${checkAnchor(check.checkId)}-title`} className="grid scroll-mt-4 gap-3">
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h3 id={`${checkAnchor(check.checkId)}-title`} className="text-lg font-bold">
            {info.title}
          </h3>
          <CheckOutcome check={check} />
          <span className="text-sm text-muted">
            {info.blocking ? "blocking" : "advisory"}
            {check.durationMs === null ? null : `, ${durationWords(check.durationMs)}`}
          </span>
        </div>
        <p className="text-[0.9375rem] text-muted">{info.summary}</p>
        {check.state === "errored" ? (
          <p className="text-[0.9375rem]">{CHECK_ERROR_WORDS[check.errorCode ?? ""] ?? "It could not be run to its end."}</p>
        ) : null}
      </div>
      {check.rules.map((rule) => (
        <RuleBlock
          key={rule.ruleId}
          rule={rule}
          open={rule === firstOpenCritical}
          actionsOf={actionsOf && ((finding) => actionsOf(finding, check.checkId))}
        />
      ))}
    </section>
  );
}

function outcomeOf({ state, open, kept }: ScanCheck): { tone: Tone; icon: typeof Info; words: string } {
  if (state === "errored") return { tone: "neutral", icon: CircleHelp, words: "Could not be run to its end" };
  if (state !== "finished") return { tone: "info", icon: CircleDashed, words: state === "running" ? "Running" : "Waiting" };
  if (open.critical > 0) return { tone: "bad", icon: OctagonX, words: `${open.critical} to fix` };
  if (open.warning > 0) return { tone: "warn", icon: TriangleAlert, words: `${open.warning} to consider` };
  if (open.info > 0) return { tone: "info", icon: Info, words: plural(open.info, "note") };
  return { tone: "good", icon: CircleCheck, words: kept > 0 ? "Nothing open" : "Nothing found" };
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
