/** `npm run ruleset`: lists, shows, compares and activates the rulesets that this installation has stored. */
import { parseArgs } from "node:util";
import { connect, type Db } from "@/db/client";
import { activateRuleset } from "@/db/commands/activate-ruleset";
import { ensureRulesets } from "@/db/commands/ensure-rulesets";
import { getRulesetByDigest, getRulesetByName, listRulesetActivations, listRulesets } from "@/db/queries/rulesets";
import { env } from "@/lib/env";
import type { Ruleset } from "@/scanners/core/types";
import { diffRulesets, ruleWords } from "@/scanners/ruleset/diff-rulesets";

const USAGE = `npm run ruleset -- list
npm run ruleset -- show NAME
npm run ruleset -- diff A B
npm run ruleset -- activate NAME --note "why"

NAME is a ruleset's name (its newest version), name@version, or the first 8 or more characters of its digest.`;

class UsageError extends Error {}

async function find(db: Db, reference: string | undefined): Promise<Ruleset> {
  if (!reference) throw new UsageError("Which ruleset?");
  const [name = "", version] = reference.split("@");
  const byName = await getRulesetByName(db, name, version ? Number(version) : undefined);
  if (byName) return byName;
  const matching = reference.length >= 8 ? (await listRulesets(db)).filter((one) => one.digest.startsWith(reference)) : [];
  const found = matching.length === 1 && matching[0] ? await getRulesetByDigest(db, matching[0].digest) : null;
  if (!found) throw new UsageError(`There is no ruleset "${reference}". "list" shows the ones there are.`);
  return found;
}

const label = (one: { name: string; version: number; digest: string }) => `${one.name}@${one.version}  ${one.digest.slice(0, 12)}`;

async function list(db: Db): Promise<void> {
  for (const one of await listRulesets(db)) {
    console.log(`${one.isActive ? "*" : " "} ${label(one)}  ${one.rulesOn} rules on, ${one.rulesCritical} can be critical  ${one.title}`);
  }
  console.log("\n* in force. Changes, newest first:");
  for (const one of await listRulesetActivations(db))
    console.log(`  ${one.activatedAt.toISOString()}  ${one.name}@${one.version}  ${one.note}`);
}

async function show(db: Db, reference: string | undefined): Promise<void> {
  const ruleset = await find(db, reference);
  console.log(`${label(ruleset)}  ${ruleset.title}\n`);
  for (const [id, rule] of Object.entries(ruleset.rules).sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${id.padEnd(34)} ${ruleWords(rule)}`);
}

async function diff(db: Db, first: string | undefined, second: string | undefined): Promise<void> {
  const [a, b] = [await find(db, first), await find(db, second)];
  const changes = diffRulesets(a, b);
  console.log(`${label(a)}\n${label(b)}\n${changes.length} rules differ.\n`);
  for (const { ruleId, before, after } of changes) console.log(`${ruleId.padEnd(34)} ${before}\n${"".padEnd(31)} -> ${after}`);
}

async function activate(db: Db, reference: string | undefined, note: string | undefined): Promise<void> {
  const ruleset = await find(db, reference);
  const done = await activateRuleset(db, { digest: ruleset.digest, note: note ?? "", activatedBy: null });
  if (!done.ok) throw new UsageError(done.error.message);
  console.log(`${done.value.name} version ${done.value.version} is in force.`);
  console.log("The worker brings verdicts up to it; until its own is, no version can become public.");
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { note: { type: "string" } } });
  const [command, first, second] = positionals;
  const db = connect(env().DATABASE_URL, 2);
  try {
    await ensureRulesets(db);
    if (command === "list") await list(db);
    else if (command === "show") await show(db, first);
    else if (command === "diff") await diff(db, first, second);
    else if (command === "activate") await activate(db, first, values.note);
    else throw new UsageError("Say what to do.");
  } finally {
    await db.close();
  }
}

if (process.argv[1]?.endsWith("ruleset.ts")) {
  main().catch((error: Error) => {
    console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error.message);
    process.exit(1);
  });
}
