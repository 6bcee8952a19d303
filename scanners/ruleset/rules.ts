/**
 * The metadata of all rules and checks: what pages, mails, reports and the command line print.
 * Nothing executable: no parser and no check is imported here, so that a browser bundle may use it.
 */
import * as bandit from "../checks/bandit/rules";
import * as coverage from "../checks/coverage/rules";
import * as flake8 from "../checks/flake8/rules";
import * as permissions from "../checks/permissions/rules";
import * as secrets from "../checks/secrets/rules";
import * as suspiciousFiles from "../checks/suspicious-files/rules";
import type { CheckId, CheckInfo, PassId, RuleMetadata } from "../core/types";

const SOURCES = [bandit, secrets, flake8, permissions, suspiciousFiles, coverage];

/** All checks, in the order in which pages list them. */
export const CHECKS: readonly CheckInfo[] = SOURCES.map((source) => source.INFO);

/** All rules of all checks. */
export const RULES: readonly RuleMetadata[] = SOURCES.flatMap((source) => source.RULES);

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
