/**
 * Compares the matching of findings across versions with where a line diff says that their lines went.
 *
 *   npm run memory-check -- FOLDER [--list missed,other-place,beyond-diff,rewritten,gone] [--plugins a,b]
 *
 * FOLDER holds `<plugin>/<version>/<plugin folder>/…`; the versions of a plugin are compared in the order of their names. Needs
 * `git` for the diff. Prints how often both agree, and on request each case, for a person to judge.
 */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeZip } from "@/scanners/archive/write-zip";
import { scanInProcess } from "@/scanners/core/scan-in-process";
import { CHECK_IDS, type Finding } from "@/scanners/core/types";
import { readFolder } from "@/scanners/local/read-folder";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { JUDGEMENTS, type Judged, type Judgement, judgeMatches } from "./memory-check/judge";
import { lineMap } from "./memory-check/line-map";
import { textTable } from "./text-table";

interface Version {
  name: string;
  folder: string;
  findings: Finding[];
}

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

async function readVersion(folder: string, name: string): Promise<Version> {
  const [plugin] = foldersIn(folder);
  if (!plugin) throw new Error(`${folder} holds no plugin's folder`);
  const bytes = writeZip(await readFolder(join(folder, plugin)));
  const scan = await scanInProcess({ bytes, checkIds: CHECK_IDS, ruleset: DEFAULT_RULESET, fingerprintKey: "memory-check" });
  const findings = scan.outcomes.flatMap((outcome) => (outcome.state === "finished" ? outcome.findings : []));
  return { name, folder, findings: findings.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line)) };
}

async function judgePlugin(folder: string): Promise<{ pair: string; judged: Judged[] }[]> {
  const pairs: { pair: string; judged: Judged[] }[] = [];
  let earlier: Version | null = null;
  for (const name of foldersIn(folder)) {
    const later = await readVersion(join(folder, name), name);
    if (earlier) {
      const judged = judgeMatches(earlier.findings, later.findings, lineMap(earlier.folder, later.folder));
      pairs.push({ pair: `${earlier.name} → ${later.name}`, judged });
    }
    earlier = later;
  }
  return pairs;
}

function wordsFor({ before, matched, there, fate, judgement }: Judged): string {
  const place = (one: Finding | null) => (one ? `${one.path}:${one.line}` : "-");
  const code =
    before.snippet?.lines
      .slice(before.snippet.markStart, before.snippet.markEnd + 1)
      .join(" ⏎ ")
      .trim() ?? "";
  const diff = fate.kind === "there" ? `${fate.path}:${fate.line}` : fate.kind;
  return `${judgement}  ${before.ruleId}  ${place(before)}  matched ${place(matched)}  diff ${diff}  found there ${place(there)}\n    ${code.slice(0, 200)}`;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { list: { type: "string" }, plugins: { type: "string" } } });
const root = positionals[0] && resolve(process.env.INIT_CWD ?? ".", positionals[0]);
if (!root) {
  console.error("usage: npm run memory-check -- FOLDER [--list missed,…] [--plugins a,b]");
  process.exit(2);
}
const listed = new Set(values.list?.split(",") ?? []);
const wanted = values.plugins?.split(",");
const total = new Map<Judgement, number>();
const rows: string[][] = [];
for (const plugin of foldersIn(root).filter((name) => !wanted || wanted.includes(name))) {
  const own = new Map<Judgement, number>();
  for (const { pair, judged } of await judgePlugin(join(root, plugin))) {
    for (const one of judged) {
      own.set(one.judgement, (own.get(one.judgement) ?? 0) + 1);
      total.set(one.judgement, (total.get(one.judgement) ?? 0) + 1);
      if (listed.has(one.judgement)) console.log(`${plugin} ${pair}  ${wordsFor(one)}`);
    }
  }
  rows.push([plugin, ...JUDGEMENTS.map((judgement) => String(own.get(judgement) ?? 0))]);
}
rows.push(["all", ...JUDGEMENTS.map((judgement) => String(total.get(judgement) ?? 0))]);
console.log(textTable([["plugin", ...JUDGEMENTS], ...rows]));
