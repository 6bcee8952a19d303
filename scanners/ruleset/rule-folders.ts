// Generated from the rule folders by scripts/generate-rules.mjs at every command. Do not edit.
import { RULES as r0 } from "../checks/bandit/rules/code-execution/metadata";
import { RULES as r1 } from "../checks/bandit/rules/listed-calls/metadata";
import { RULES as r2 } from "../checks/bandit/rules/listed-imports/metadata";
import { RULES as r3 } from "../checks/bandit/rules/passwords/metadata";
import { RULES as r4 } from "../checks/bandit/rules/processes/metadata";
import { RULES as r5 } from "../checks/bandit/rules/tls/metadata";
import { RULES as r6 } from "../checks/coverage/rules/not-analysed/metadata";
import { RULES as r7 } from "../checks/flake8/rules/initial/metadata";
import { RULES as r8 } from "../checks/permissions/rules/modes/metadata";
import { RULES as r9 } from "../checks/secrets/rules/initial/metadata";
import { RULES as r10 } from "../checks/suspicious-files/rules/files/metadata";

export const RULE_FOLDERS = [
  r0,
  r1,
  r2,
  r3,
  r4,
  r5,
  r6,
  r7,
  r8,
  r9,
  r10,
];
