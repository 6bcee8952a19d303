import { z } from "zod";
import { getPluginDecisions, getRulesInForce } from "@/db/queries/command-line";
import { getRulesetByDigest, listRulesets as listStored } from "@/db/queries/rulesets";
import { ok } from "@/lib/result";
import { pluginAddress } from "@/lib/validation/plugin-address";
import { endpoint } from "../endpoint";
import { rulesetJson } from "../scan-json";
import { pluginDecisions, ruleset, rulesetList, rulesInForce } from "../schemas/rules";
import { RULESET } from "../schemas/story";
import { nothingHere } from "./not-found";

/** The stored lists are read-only to us; what is written out is the same. */
const written = <T>(value: object): T => value as T;

export const getRulesInForceNow = endpoint({
  method: "GET",
  path: "/api/v1/ruleset",
  id: "getRulesInForce",
  tag: "rules",
  summary: "The ruleset in force",
  description: "What `greenbadge --server` asks for.",
  access: "public",
  params: z.object({}),
  query: z.object({}),
  answers: [{ status: 200, description: "Engine and ruleset", schema: rulesInForce }],
  problems: [],
  handle: async ({ db }) => ok({ body: written<z.input<typeof rulesInForce>>(await getRulesInForce(db)) }),
});

export const listRulesets = endpoint({
  method: "GET",
  path: "/api/v1/rulesets",
  id: "listRulesets",
  tag: "rules",
  summary: "The rulesets that this site has or had in force",
  access: "public",
  params: z.object({}),
  query: z.object({}),
  answers: [{ status: 200, description: "The rulesets", schema: rulesetList }],
  problems: [],
  async handle({ db, publicUrl }) {
    const items = (await listStored(db)).map((one) => ({
      ...rulesetJson(one, publicUrl),
      active: one.isActive,
      rules_on: one.rulesOn,
      rules_critical: one.rulesCritical,
      stored_at: one.storedAt.toISOString(),
    }));
    return ok({ body: { total: items.length, items } });
  },
});

export const getRuleset = endpoint({
  method: "GET",
  path: "/api/v1/rulesets/{digest}",
  id: "getRuleset",
  tag: "rules",
  summary: "One ruleset, by the digest that scans name",
  access: "public",
  params: z.object({
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: "64 hexadecimal digits", examples: [RULESET.digest] }),
  }),
  query: z.object({}),
  answers: [{ status: 200, description: "The ruleset", schema: ruleset }],
  problems: [],
  async handle({ db, params }) {
    const found = await getRulesetByDigest(db, params.digest);
    return found ? ok({ body: written<z.input<typeof ruleset>>(found) }) : nothingHere();
  },
});

export const getDecisions = endpoint({
  method: "GET",
  path: "/api/v1/plugins/{pkg}/decisions",
  id: "getDecisions",
  tag: "rules",
  summary: "What was decided about a plugin's findings",
  description: "For its editors, also by token: `greenbadge --server` with `--token-file` asks for it. Others get 404.",
  access: "caller",
  params: pluginAddress,
  query: z.object({}),
  answers: [{ status: 200, description: "The decisions in force, and the key of the fingerprints", schema: pluginDecisions }],
  problems: [],
  async handle({ db, params, viewer }) {
    const decisions = viewer && (await getPluginDecisions(db, params.pkg, viewer));
    return decisions ? ok({ body: decisions }) : nothingHere();
  },
});
