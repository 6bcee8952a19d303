import { MOST_COUNTED } from "@/lib/domain/shared-files";
import type { Tone } from "../ui/tone";
import type { CheckId, Severity, Standing } from "./report";

export const SEVERITY_WORDS: Record<Severity, { label: string; tone: Tone; meaning: string }> = {
  critical: { label: "Critical", tone: "bad", meaning: "Must be fixed, or knowingly kept, before the version can be published." },
  warning: { label: "Warning", tone: "warn", meaning: "Worth a look. It does not stop the version." },
  info: { label: "Info", tone: "info", meaning: "Good to know. It changes nothing." },
};

export const STANDING_WORDS: Record<Standing, string> = {
  open: "open",
  suppressed: "suppressed by the author",
  acknowledged: "acknowledged by the owner",
  accepted: "accepted by an approver",
};

/** Words for why a check could not end. The technical detail is for operators only. */
export const CHECK_ERROR_WORDS: Record<string, string> = {
  timeout: "It took too long and was stopped.",
  "out-of-memory": "It needed more memory than it may use.",
  crashed: "It failed because of a fault on our side.",
  "artifact-missing": "The stored package could not be read.",
  "artifact-changed": "The stored package is damaged.",
  "archive-refused": "The package's archive is refused: programs could unpack different things from it. Zip it again.",
  lost: "It was interrupted and could not be taken up again.",
};

export const plural = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** "18 more to consider and 30 notes": in the words of a check's outcome, so that they add up. Empty when there are none. */
export function moreWords(warnings: number, notes: number): string {
  const consider = warnings > 0 ? `${warnings.toLocaleString("en")} more to consider` : "";
  const more = notes > 0 ? plural(notes, consider ? "note" : "more note") : "";
  return [consider, more].filter(Boolean).join(" and ");
}

/** "both places", "all 3 places" */
export const allOf = (count: number, one: string): string => (count === 2 ? `both ${one}s` : `all ${plural(count, one)}`);

/** "14 other plugins", as far as they are counted. */
export const otherPlugins = (count: number): string =>
  count >= MOST_COUNTED ? `${MOST_COUNTED} or more other plugins` : plural(count, "other plugin");

/** Anchor of a check's section, and of a rule's block in it, on a version's page. */
export const checkAnchor = (checkId: CheckId): string => `check-${checkId}`;
export const ruleAnchor = (ruleId: string): string => `rule-${ruleId.replace("/", "-")}`;
export const findingAnchor = (findingId: number): string => `finding-${findingId}`;

/** 870 -> "870 ms", 12_300 -> "12.3 s" */
export function durationWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
