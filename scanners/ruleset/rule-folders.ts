// Generated from the rule folders by scripts/generate-rules.mjs at every command. Do not edit.
import { RULES as r0 } from "../checks/bandit/rules/archives/metadata";
import { RULES as r1 } from "../checks/bandit/rules/assertions/metadata";
import { RULES as r2 } from "../checks/bandit/rules/code-execution/metadata";
import { RULES as r3 } from "../checks/bandit/rules/file-access/metadata";
import { RULES as r4 } from "../checks/bandit/rules/ignored-errors/metadata";
import { RULES as r5 } from "../checks/bandit/rules/listed-calls/metadata";
import { RULES as r6 } from "../checks/bandit/rules/listed-connections/metadata";
import { RULES as r7 } from "../checks/bandit/rules/listed-crypto/metadata";
import { RULES as r8 } from "../checks/bandit/rules/listed-imports/metadata";
import { RULES as r9 } from "../checks/bandit/rules/listed-loading/metadata";
import { RULES as r10 } from "../checks/bandit/rules/listed-network-imports/metadata";
import { RULES as r11 } from "../checks/bandit/rules/listed-xml-calls/metadata";
import { RULES as r12 } from "../checks/bandit/rules/listed-xml-imports/metadata";
import { RULES as r13 } from "../checks/bandit/rules/network/metadata";
import { RULES as r14 } from "../checks/bandit/rules/passwords/metadata";
import { RULES as r15 } from "../checks/bandit/rules/tls/metadata";
import { RULES as r16 } from "../checks/bandit/rules/web-server/metadata";
import { RULES as r17 } from "../checks/coverage/rules/not-analysed/metadata";
import { RULES as r18 } from "../checks/flake8/rules/initial/metadata";
import { RULES as r19 } from "../checks/permissions/rules/modes/metadata";
import { RULES as r20 } from "../checks/secrets/rules/initial/metadata";
import { RULES as r21 } from "../checks/suspicious-files/rules/files/metadata";

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
  r11,
  r12,
  r13,
  r14,
  r15,
  r16,
  r17,
  r18,
  r19,
  r20,
  r21,
];
