import { check as bandit } from "./checks/bandit/check";
import { check as coverage } from "./checks/coverage/check";
import { check as flake8 } from "./checks/flake8/check";
import { check as permissions } from "./checks/permissions/check";
import { check as secrets } from "./checks/secrets/check";
import { check as suspiciousFiles } from "./checks/suspicious-files/check";
import type { Check } from "./core/check";
import type { CheckId } from "./core/types";

/** All checks with their code, in the order in which pages list them. A new check is added here and in ruleset/rules.ts. */
export const REGISTRY: readonly Check[] = [bandit, secrets, flake8, permissions, suspiciousFiles, coverage];

const BY_ID = new Map(REGISTRY.map((check) => [check.info.id, check]));

/** @throws Error for an id that is not in the registry. */
export function checkOf(id: CheckId): Check {
  const check = BY_ID.get(id);
  if (!check) throw new Error(`no check is called ${id}`);
  return check;
}
