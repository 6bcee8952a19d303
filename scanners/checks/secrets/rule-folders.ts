// Generated from the rule folders by scripts/generate-rules.mjs at every command. Do not edit.
import { detect as d0 } from "./rules/basic-auth/detect";
import { detect as d1 } from "./rules/cloud-keys/detect";
import { detect as d2 } from "./rules/code-hosting-tokens/detect";
import { detect as d3 } from "./rules/entropy/detect";
import { detect as d4 } from "./rules/ip-public/detect";
import { detect as d5 } from "./rules/jwt/detect";
import { detect as d6 } from "./rules/keyword/detect";
import { detect as d7 } from "./rules/private-key/detect";
import { detect as d8 } from "./rules/service-tokens/detect";

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
];
