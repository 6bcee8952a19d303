import type { Endpoint } from "../endpoint";
import { getOpenApi } from "./openapi";
import { getPlugin, listPlugins } from "./plugins";
import { getReport, getSarif } from "./reports";
import { getRule, listRules } from "./rules";
import { getDecisions, getRuleset, getRulesInForceNow, listRulesets } from "./rulesets";
import { getScan, listFindings } from "./scans";
import { createScan, createVersion } from "./uploads";
import { getVersion, listVersions } from "./versions";

/** Every address of the API, in the order in which the document lists them. A test compares them with the route files. */
export const endpoints = (): readonly Endpoint[] => [
  listPlugins,
  getPlugin,
  listVersions,
  getVersion,
  createVersion,
  createScan,
  getScan,
  listFindings,
  getReport,
  getSarif,
  listRules,
  getRule,
  getRulesInForceNow,
  listRulesets,
  getRuleset,
  getDecisions,
  getOpenApi,
];
