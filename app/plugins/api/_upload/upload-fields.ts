import { z } from "zod";
import { err, ok, type Result } from "@/lib/result";
import { RULES, ruleById } from "@/scanners/ruleset/rules";
import { refusal, type UploadAnswer } from "./answer";

export interface UploadFields {
  changelog?: string;
  /** The client wants it published without a look by a person, as far as its owner is trusted. */
  wantsAutomaticApproval: boolean;
  /** Ids of rules, known ones with their check's name before them. */
  requestedSkips: string[];
  warnings: string[];
}

const YES = new Set(["true", "1", "yes", "on"]);
const NO = new Set(["", "false", "0", "no", "off"]);
const MAX_SKIPS = 100;

const last = (fields: ReadonlyMap<string, readonly string[]>, name: string) => fields.get(name)?.at(-1)?.trim();

const changelogText = z.string().max(20_000, "The changelog is longer than 20,000 characters.");

/** The fields beside the file. Unknown ones are left alone: clients send what they like. */
export function readUploadFields(fields: ReadonlyMap<string, readonly string[]>): Result<UploadFields, UploadAnswer> {
  const errors: Record<string, string[]> = {};
  const changelog = changelogText.safeParse(last(fields, "changelog") ?? "");
  if (!changelog.success) errors.changelog = changelog.error.issues.map((issue) => issue.message);
  const automatic = (last(fields, "auto_approve_after_scan") ?? "").toLowerCase();
  if (!YES.has(automatic) && !NO.has(automatic)) errors.auto_approve_after_scan = ["Say true or false."];
  const asked = (fields.get("skip_security_rules") ?? []).flatMap((text) => text.split(/[\s,]+/)).filter((id) => id !== "");
  const skips = [...new Set(asked.map(fullRuleId))];
  if (skips.length > MAX_SKIPS || skips.some((id) => !/^[\x21-\x7e]{1,100}$/.test(id)))
    errors.skip_security_rules = [`At most ${MAX_SKIPS} ids of rules, such as bandit/B101.`];
  if (Object.keys(errors).length > 0) {
    const [first] = Object.values(errors)[0] as [string];
    return err(refusal(400, `The form cannot be read: ${first}`, { errors, cause: first }));
  }
  return ok({
    ...(changelog.data ? { changelog: changelog.data } : {}),
    wantsAutomaticApproval: YES.has(automatic),
    requestedSkips: skips,
    warnings: skips.flatMap(skipWarnings),
  });
}

/** `B101` and `bandit/B101` are the same rule; what is no rule stays as it was written. */
function fullRuleId(id: string): string {
  if (ruleById(id)) return id;
  const sameCode = RULES.filter((rule) => rule.code.toLowerCase() === id.toLowerCase());
  return sameCode.length === 1 ? (sameCode[0] as { id: string }).id : id;
}

function skipWarnings(id: string): string[] {
  if (ruleById(id)) return [];
  return [`skip_security_rules: there is no rule “${id}” here. It is written down and changes nothing.`];
}
