// Generated from the rule folders by scripts/generate-rules.mjs at every command. Do not edit.
import { RULES as r0 } from "../checks/bandit/rules/archives/metadata";
import { RULES as r1 } from "../checks/bandit/rules/assertions/metadata";
import { RULES as r2 } from "../checks/bandit/rules/code-execution/metadata";
import { RULES as r3 } from "../checks/bandit/rules/file-access/metadata";
import { RULES as r4 } from "../checks/bandit/rules/hidden-text/metadata";
import { RULES as r5 } from "../checks/bandit/rules/html-escaping/metadata";
import { RULES as r6 } from "../checks/bandit/rules/ignored-errors/metadata";
import { RULES as r7 } from "../checks/bandit/rules/listed-calls/metadata";
import { RULES as r8 } from "../checks/bandit/rules/listed-connections/metadata";
import { RULES as r9 } from "../checks/bandit/rules/listed-crypto/metadata";
import { RULES as r10 } from "../checks/bandit/rules/listed-imports/metadata";
import { RULES as r11 } from "../checks/bandit/rules/listed-loading/metadata";
import { RULES as r12 } from "../checks/bandit/rules/listed-network-imports/metadata";
import { RULES as r13 } from "../checks/bandit/rules/listed-xml-calls/metadata";
import { RULES as r14 } from "../checks/bandit/rules/listed-xml-imports/metadata";
import { RULES as r15 } from "../checks/bandit/rules/logging-listener/metadata";
import { RULES as r16 } from "../checks/bandit/rules/network/metadata";
import { RULES as r17 } from "../checks/bandit/rules/passwords/metadata";
import { RULES as r18 } from "../checks/bandit/rules/programs/metadata";
import { RULES as r19 } from "../checks/bandit/rules/shell/metadata";
import { RULES as r20 } from "../checks/bandit/rules/snmp/metadata";
import { RULES as r21 } from "../checks/bandit/rules/sql/metadata";
import { RULES as r22 } from "../checks/bandit/rules/ssh/metadata";
import { RULES as r23 } from "../checks/bandit/rules/tls/metadata";
import { RULES as r24 } from "../checks/bandit/rules/unsafe-loading/metadata";
import { RULES as r25 } from "../checks/bandit/rules/weak-crypto/metadata";
import { RULES as r26 } from "../checks/bandit/rules/web-server/metadata";
import { RULES as r27 } from "../checks/coverage/rules/not-analysed/metadata";
import { RULES as r28 } from "../checks/coverage/rules/setting-not-followed/metadata";
import { RULES as r29 } from "../checks/coverage/rules/text-not-read/metadata";
import { RULES as r30 } from "../checks/flake8/rules/comparisons/metadata";
import { RULES as r31 } from "../checks/flake8/rules/errors/metadata";
import { RULES as r32 } from "../checks/flake8/rules/names/metadata";
import { RULES as r33 } from "../checks/flake8/rules/pyflakes-format-calls/metadata";
import { RULES as r34 } from "../checks/flake8/rules/pyflakes-imports/metadata";
import { RULES as r35 } from "../checks/flake8/rules/pyflakes-names/metadata";
import { RULES as r36 } from "../checks/flake8/rules/pyflakes-percent-formats/metadata";
import { RULES as r37 } from "../checks/flake8/rules/pyflakes-structure/metadata";
import { RULES as r38 } from "../checks/flake8/rules/pyflakes-values/metadata";
import { RULES as r39 } from "../checks/flake8/rules/statements/metadata";
import { RULES as r40 } from "../checks/flake8/rules/text/metadata";
import { RULES as r41 } from "../checks/permissions/rules/modes/metadata";
import { RULES as r42 } from "../checks/secrets/rules/basic-auth/metadata";
import { RULES as r43 } from "../checks/secrets/rules/cloud-keys/metadata";
import { RULES as r44 } from "../checks/secrets/rules/code-hosting-tokens/metadata";
import { RULES as r45 } from "../checks/secrets/rules/credential-literal/metadata";
import { RULES as r46 } from "../checks/secrets/rules/entropy/metadata";
import { RULES as r47 } from "../checks/secrets/rules/ip-public/metadata";
import { RULES as r48 } from "../checks/secrets/rules/jwt/metadata";
import { RULES as r49 } from "../checks/secrets/rules/keyword/metadata";
import { RULES as r50 } from "../checks/secrets/rules/private-key/metadata";
import { RULES as r51 } from "../checks/secrets/rules/service-tokens/metadata";
import { RULES as r52 } from "../checks/suspicious-files/rules/files/metadata";

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
  r22,
  r23,
  r24,
  r25,
  r26,
  r27,
  r28,
  r29,
  r30,
  r31,
  r32,
  r33,
  r34,
  r35,
  r36,
  r37,
  r38,
  r39,
  r40,
  r41,
  r42,
  r43,
  r44,
  r45,
  r46,
  r47,
  r48,
  r49,
  r50,
  r51,
  r52,
];
