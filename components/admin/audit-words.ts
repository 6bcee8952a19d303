import { RECORDED_EVENTS } from "@/lib/domain/audit-events";
import { REASON_WORDS, type ReasonKind } from "@/lib/domain/decisions";
import { HARMLESS_MODE_WORDS, type HarmlessLaneMode } from "@/lib/domain/harmless-lane";
import { JOB_WORDS } from "@/lib/domain/job-words";
import { MAIL_WORDS, type MailKind } from "@/lib/domain/mails";
import { STATUS_WORDS, type VersionEvent } from "@/lib/domain/version-status";
import { VERSION_EVENT_WORDS } from "../scan/version-history";
import { ROLE_WORDS } from "./standing-chips";

const WORDS: Record<string, string> = {
  ...RECORDED_EVENTS,
  "user:trusted": "Trust granted",
  "user:trust-revoked": "Trust revoked",
  "user:role-changed": "Role changed",
  "user:suspended": "Suspended",
  "user:reinstated": "Reinstated",
  "user:erased": "Erased",
  "plugin:reserved": "Names reserved",
  "plugin:invited": "Invited somebody",
  "plugin:invitation-withdrawn": "Invitation withdrawn",
  "plugin:invitation-declined": "Invitation declined",
  "plugin:collaborator-joined": "Became a collaborator",
  "plugin:owner-joined": "Became an owner",
  "plugin:ownership-handed-over": "Took the plugin over",
  "plugin:transferred": "Plugin transferred",
  "plugin:left": "Left the plugin",
  "plugin:removed": "Removed from the plugin",
  "plugin:deleted": "Plugin deleted",
  "plugin:restored": "Plugin restored",
  "plugin:deprecated": "Marked as deprecated",
  "plugin:deprecation-changed": "Deprecation changed",
  "plugin:deprecation-ended": "Deprecation ended",
  "plugin:token-revoked": "Token of the plugin revoked",
  "plugin:purged": "Deleted plugin purged",
  "plugin:released": "Names released",
  "finding:acknowledgement": "Finding acknowledged",
  "finding:acknowledgement-withdrawn": "Acknowledgement withdrawn",
  "finding:acceptance-asked": "Acceptance asked for",
  "finding:acceptance-asked-withdrawn": "Request for acceptance withdrawn",
  "finding:acceptance": "Finding accepted",
  "finding:acceptance-withdrawn": "Acceptance withdrawn",
  "finding:acceptance-refused": "Acceptance refused",
  "finding:acceptance-refused-withdrawn": "Refusal of an acceptance withdrawn",
  "finding:suppression-refused": "Suppression refused",
  "finding:suppression-refused-withdrawn": "Refusal of a suppression withdrawn",
  "point:done": "Requested change ticked",
  "point:not-done": "Tick of a requested change taken back",
  "point:confirmed": "Requested change confirmed",
  "point:not-confirmed": "Confirmation of a requested change taken back",
  "checklist:ticked": "Checklist of a decision",
  "suppression:seen": "New suppression of critical findings seen",
  "ruleset:activated": "Rules put in force",
  "mail:queued": "Mail queued",
  "mail:sent": "Mail sent",
  "mail:failed": "Mail failed",
  "mail:delivered": "Mail delivered",
  "mail:bounced": "Mail came back",
  "mail:complained": "Mail marked as spam",
  "mail:skipped": "Mail not sent",
  "mail:opened": "Report opened from a mail",
};

/** An event in words; a code that nobody gave words to as it is. */
export function auditWords(event: string): string {
  const [kind, name = ""] = event.split(":");
  return (kind === "version" ? VERSION_EVENT_WORDS[name as VersionEvent] : WORDS[event]) ?? event;
}

const STATE_WORDS: Record<string, string> = {
  ...Object.fromEntries(Object.entries(STATUS_WORDS).map(([status, { label }]) => [status, label])),
  ...ROLE_WORDS,
  deleted: "Deleted",
};
const stateWords = (code: string) => STATE_WORDS[code] ?? code;

/** What a fact says, by its name. */
const FACT_WORDS: Record<string, (value: string) => string> = {
  because: (kind) => REASON_WORDS[kind as ReasonKind] ?? kind,
  by: (way) => ({ "review-feed": "through a review feed", patch: "to make a patch" })[way] ?? way,
  critical: (count) => (count === "1" ? "1 critical finding" : `${count} critical findings`),
  job: (id) => `job ${id}`,
  mail: (kind) => MAIL_WORDS[kind as MailKind] ?? kind,
  mode: (mode) => `to “${HARMLESS_MODE_WORDS[mode as HarmlessLaneMode]?.label ?? mode}”`,
  number: (number) => `request ${number}`,
  // As the page of the rules calls it.
  ruleset: (digest) => `fingerprint ${digest.slice(0, 12)}`,
  rule: (rule) => `rule ${rule}`,
  task: (task) => JOB_WORDS[task] ?? task,
  ticked: (ids) => (ids === "" ? "nothing ticked" : `ticked: ${ids.replaceAll(" ", ", ").replaceAll("-", " ")}`),
};

/** Ids and digests that say nothing to a person. */
const FOR_EXPORT = new Set(["scan", "file", "answers", "about", "return", "decision", "email"]);

const short = (value: string) => (value.length > 60 ? `${value.slice(0, 12)}…` : value);

/** What an entry says beyond its event, short enough for a table. */
export function factWords(facts: Record<string, string | number | null> | null): string {
  if (!facts) return "";
  const { from, to, ...rest } = facts;
  const isMove = from !== undefined && to !== undefined && from !== to;
  const others = Object.entries(rest)
    .filter(([name]) => !FOR_EXPORT.has(name))
    .map(([name, value]) => FACT_WORDS[name]?.(String(value)) ?? `${name} ${short(String(value))}`);
  return [isMove ? `from ${stateWords(String(from))} to ${stateWords(String(to))}` : "", ...others].filter(Boolean).join(", ");
}
