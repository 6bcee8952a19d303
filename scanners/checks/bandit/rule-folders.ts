// Generated from the rule folders by scripts/generate-rules.mjs at every command. Do not edit.
import { detect as d0 } from "./rules/archives/detect";
import { detect as d1 } from "./rules/assertions/detect";
import { detect as d2 } from "./rules/code-execution/detect";
import { detect as d3 } from "./rules/file-access/detect";
import { detect as d4 } from "./rules/hidden-text/detect";
import { detect as d5 } from "./rules/html-escaping/detect";
import { detect as d6 } from "./rules/ignored-errors/detect";
import { detect as d7 } from "./rules/listed-calls/detect";
import { detect as d8 } from "./rules/listed-imports/detect";
import { detect as d9 } from "./rules/logging-listener/detect";
import { detect as d10 } from "./rules/network/detect";
import { detect as d11 } from "./rules/passwords/detect";
import { detect as d12 } from "./rules/programs/detect";
import { detect as d13 } from "./rules/shell/detect";
import { detect as d14 } from "./rules/snmp/detect";
import { detect as d15 } from "./rules/sql/detect";
import { detect as d16 } from "./rules/ssh/detect";
import { detect as d17 } from "./rules/tls/detect";
import { detect as d18 } from "./rules/unsafe-loading/detect";
import { detect as d19 } from "./rules/weak-crypto/detect";
import { detect as d20 } from "./rules/web-server/detect";

export const DETECTORS = [
  d0,
  d1,
  d2,
  d3,
  d4,
  d5,
  d6,
  d7,
  d8,
  d9,
  d10,
  d11,
  d12,
  d13,
  d14,
  d15,
  d16,
  d17,
  d18,
  d19,
  d20,
];
