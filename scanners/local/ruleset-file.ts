import { existsSync } from "node:fs";
import * as z from "zod";
import { CONFIDENCES, PATH_CLASSES, type Ruleset, SEVERITIES } from "../core/types";
import { checkById, RULES, ruleById } from "../ruleset/rules";
import { DEFAULT_RULESET, RULESETS, rulesetByName, rulesetDigest } from "../ruleset/rulesets";
import { didYouMean } from "./nearest";
import { readJson } from "./read-json";
import { UsageError } from "./usage-error";

/** Strict: what this program does not know it cannot judge by, so it must not pass over it. */
const severityCase = z.strictObject({
  severity: z.enum(SEVERITIES),
  toolSeverity: z.array(z.enum(CONFIDENCES)).min(1).optional(),
  shape: z.array(z.string()).min(1).optional(),
  pathClass: z.array(z.enum(PATH_CLASSES)).min(1).optional(),
});

const rule = z.strictObject({ on: z.boolean(), severity: z.enum(SEVERITIES), cases: z.array(severityCase).optional() });

/** A ruleset as it is stored, shown by the site, and written by hand. The digest is computed from the rest. */
export const rulesetSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "letters, digits, dots, dashes, at most 64"),
  version: z.int().nonnegative(),
  title: z.string().max(200),
  rules: z.record(z.string().max(100), rule),
  digest: z.string().optional(),
});

/** A file may also be the site's answer as it was saved, with the ruleset in it. */
const rulesetFile = z.preprocess((file) => (hasRuleset(file) ? file.ruleset : file), rulesetSchema);

function hasRuleset(file: unknown): file is { ruleset: unknown } {
  return typeof file === "object" && file !== null && "ruleset" in file;
}

export interface ChosenRuleset {
  ruleset: Ruleset;
  /** Sentences for the author. */
  warnings: string[];
}

/**
 * @param choice a shipped ruleset's name, a file, or null for the default
 * @throws UsageError for what is neither, and for a file that is no ruleset
 */
export async function chooseRuleset(choice: string | null): Promise<ChosenRuleset> {
  if (choice === null) return { ruleset: DEFAULT_RULESET, warnings: [] };
  const shipped = rulesetByName(choice);
  if (shipped) return { ruleset: shipped, warnings: [] };
  const names = RULESETS.map((one) => one.name);
  if (!existsSync(choice))
    throw new UsageError(`There is no ruleset and no file ${choice}; this program has ${names.join(" and ")}.${didYouMean(choice, names)}`);
  const data = await readJson(choice, "ruleset", rulesetFile);
  return sealRuleset(data, choice);
}

/** Gives a ruleset its true digest, and says what is odd about it. */
export function sealRuleset(data: z.output<typeof rulesetSchema>, source: string): ChosenRuleset {
  const { digest: claimed, ...rest } = data;
  refuseCriticalAdvice(rest, source);
  const digest = rulesetDigest(rest);
  const ids = RULES.map((one) => one.id);
  const unknown = Object.keys(rest.rules).filter((id) => !ruleById(id));
  const missing = ids.filter((id) => !Object.hasOwn(rest.rules, id));
  const warnings = unknown.map((id) => `${source}: this program has no rule ${id}.${didYouMean(id, ids)}`);
  if (missing.length > 0)
    warnings.push(
      `${source} does not name ${missing.length} of ${ids.length} rules: they are off (${missing.slice(0, 3).join(", ")}${missing.length > 3 ? " …" : ""}).`,
    );
  if (claimed !== undefined && claimed !== digest)
    warnings.push(`${source}: its content does not give the digest that it names. The true one is ${digest}.`);
  return { ruleset: { ...rest, digest }, warnings };
}

/** Only checks that block may have critical findings: a verdict must not hang on advice. */
function refuseCriticalAdvice({ rules }: Pick<Ruleset, "rules">, source: string): void {
  const wrong = Object.entries(rules).filter(([id, { severity, cases }]) => {
    const known = ruleById(id);
    const canBeCritical = severity === "critical" || cases?.some((one) => one.severity === "critical");
    return known !== null && canBeCritical && !checkById(known.checkId).blocking;
  });
  if (wrong.length > 0)
    throw new UsageError(
      `${source} is no ruleset: ${wrong.map(([id]) => id).join(", ")} cannot be critical, because that check only gives advice.`,
    );
}
