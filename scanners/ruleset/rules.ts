/**
 * The metadata of all rules and checks: what pages, mails, reports and the command line print.
 * Nothing executable: no parser and no check is imported here, so that a browser bundle may use it.
 */
import { INFO as bandit } from "../checks/bandit/info";
import { INFO as coverage } from "../checks/coverage/info";
import { INFO as flake8 } from "../checks/flake8/info";
import { INFO as permissions } from "../checks/permissions/info";
import { INFO as secrets } from "../checks/secrets/info";
import { INFO as suspiciousFiles } from "../checks/suspicious-files/info";
import type { CheckId, CheckInfo, PassId, RuleMetadata } from "../core/types";
import { RULE_FOLDERS } from "./rule-folders";

/** All checks, in the order in which pages list them. */
export const CHECKS: readonly CheckInfo[] = [bandit, secrets, flake8, permissions, suspiciousFiles, coverage];

const FOUND: readonly RuleMetadata[] = RULE_FOLDERS.flat();

/** All rules of all checks: by check, then by code. */
export const RULES: readonly RuleMetadata[] = CHECKS.flatMap((check) =>
  FOUND.filter((rule) => rule.checkId === check.id).sort((a, b) => (a.code < b.code ? -1 : 1)),
);

const RULES_BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));
const CHECKS_BY_ID = new Map(CHECKS.map((check) => [check.id, check]));

/** The rule with this id, or null for one that this release does not know. */
export function ruleById(id: string): RuleMetadata | null {
  return RULES_BY_ID.get(id) ?? null;
}

export function checkById(id: CheckId): CheckInfo {
  const check = CHECKS_BY_ID.get(id);
  if (!check) throw new Error(`no check is called ${id}`);
  return check;
}

export function checksOfPass(passId: PassId): readonly CheckInfo[] {
  return CHECKS.filter((check) => check.pass === passId);
}

export function rulesOfCheck(checkId: CheckId): readonly RuleMetadata[] {
  return RULES.filter((rule) => rule.checkId === checkId);
}
