import { RECORDED_EVENTS } from "@/lib/domain/audit-events";
import type { VersionEvent } from "@/lib/domain/version-status";
import { VERSION_EVENT_WORDS } from "../scan/version-history";

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
  "plugin:purged": "Deleted plugin purged",
  "plugin:released": "Names released",
  "finding:acknowledgement": "Finding acknowledged",
  "finding:acknowledgement-withdrawn": "Acknowledgement withdrawn",
  "finding:acceptance-asked": "Acceptance asked",
  "finding:acceptance-asked-withdrawn": "Request for acceptance withdrawn",
  "finding:acceptance": "Finding accepted",
  "finding:acceptance-withdrawn": "Acceptance withdrawn",
  "finding:acceptance-refused": "Acceptance refused",
  "finding:acceptance-refused-withdrawn": "Refusal of an acceptance withdrawn",
  "finding:suppression-refused": "Suppression refused",
  "finding:suppression-refused-withdrawn": "Refusal of a suppression withdrawn",
  "suppression:seen": "New suppression of critical findings seen",
  "ruleset:activated": "Ruleset activated",
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

/** Digests and ids are for the export. */
const isLong = (value: string | number | null) => typeof value === "string" && value.length > 40;

/** What an entry says beyond its event, short enough for a table. */
export function factWords(facts: Record<string, string | number | null> | null): string {
  if (!facts) return "";
  const { from, to, scan: _scan, file: _file, answers: _answers, about: _about, ...rest } = facts;
  const move = from !== undefined && to !== undefined && from !== to ? `${from} to ${to}` : "";
  const others = Object.entries(rest).map(([name, value]) => `${name} ${isLong(value) ? `${String(value).slice(0, 12)}…` : value}`);
  return [move, ...others].filter(Boolean).join(", ");
}
