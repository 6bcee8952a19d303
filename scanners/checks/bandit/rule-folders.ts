// Generated from the rule folders by scripts/generate-rules.mjs at every command. Do not edit.
import { detect as d0 } from "./rules/code-execution/detect";
import { detect as d1 } from "./rules/listed-calls/detect";
import { detect as d2 } from "./rules/listed-imports/detect";
import { detect as d3 } from "./rules/passwords/detect";
import { detect as d4 } from "./rules/processes/detect";
import { detect as d5 } from "./rules/tls/detect";

export const DETECTORS = [
  d0,
  d1,
  d2,
  d3,
  d4,
  d5,
];
