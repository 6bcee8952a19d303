// Generated from the rule folders by scripts/generate-rules.mjs at every command. Do not edit.
import { detect as d0 } from "./rules/archives/detect";
import { detect as d1 } from "./rules/assertions/detect";
import { detect as d2 } from "./rules/code-execution/detect";
import { detect as d3 } from "./rules/file-access/detect";
import { detect as d4 } from "./rules/ignored-errors/detect";
import { detect as d5 } from "./rules/listed-calls/detect";
import { detect as d6 } from "./rules/listed-imports/detect";
import { detect as d7 } from "./rules/network/detect";
import { detect as d8 } from "./rules/passwords/detect";
import { detect as d9 } from "./rules/tls/detect";
import { detect as d10 } from "./rules/web-server/detect";

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
];
