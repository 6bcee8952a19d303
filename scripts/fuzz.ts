/**
 * Looks for files that break the engine.
 *
 *   npm run fuzz -- [--mutants 20000] [--seed 1] [--packages DIR] [--keep DIR] [--hostile]
 *
 * Damaged copies of files (of DIR, else of our own examples) go through all checks in a process with limits. Every file must
 * end as analysed or as not analysed with a reason: no crash, no hang, no silence. The slowest and all that failed are
 * kept in a folder. `--hostile` takes the fixed set of hostile files instead. Ends with 1 when a file failed.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { HOSTILE_FILES } from "@/tests/builders/hostile-files";
import { FuzzProcess } from "./fuzz/fuzz-process";
import type { Subject } from "./fuzz/judge";
import { mutate } from "./fuzz/mutate";
import { ownSources, sourcesIn } from "./fuzz/sources";
import type { FuzzAnswer } from "./fuzz/worker";
import { textTable } from "./text-table";
import { oneOf, seededRandom } from "./throw-away/random";

/** Far above what any file takes; the same as in a scan. */
const TIMEOUT_MS = 30_000;
/** Every so many files are scanned twice, and must give the same. */
const TWICE_EVERY = 20;
const SLOWEST_KEPT = 10;

interface Case {
  name: string;
  subject: Subject;
  answer: FuzzAnswer;
}

function* mutants(sources: readonly Subject[], count: number, seed: number): Generator<[string, Subject]> {
  for (let index = 0; index < count; index++) {
    // A generator of its own for each, so that one of them can be made again alone.
    const random = seededRandom(seed * 1_000_003 + index);
    const source = oneOf(random, sources);
    const { bytes, how } = mutate(random, Buffer.from(source.bytes), Buffer.from(oneOf(random, sources).bytes));
    yield [`${index} ${how}`, { path: source.path, bytes }];
  }
}

function* hostile(): Generator<[string, Subject]> {
  for (const [name, make] of Object.entries(HOSTILE_FILES)) yield [name, make()];
}

async function run(cases: Iterable<[string, Subject]>, total: number): Promise<Case[]> {
  const process_ = new FuzzProcess(TIMEOUT_MS);
  const done: Case[] = [];
  let slowest: Case[] = [];
  for (const [name, subject] of cases) {
    const answer = await process_.judge(done.length, subject, done.length % TWICE_EVERY === 0);
    const one = { name, subject, answer };
    slowest = [...slowest, one].sort((a, b) => b.answer.milliseconds - a.answer.milliseconds).slice(0, SLOWEST_KEPT);
    // Bytes are kept of those that somebody will look at.
    const isKept = answer.state === "failed" || slowest.includes(one);
    done.push(isKept ? one : { ...one, subject: { path: subject.path, bytes: new Uint8Array() } });
    if (done.length % 1_000 === 0) console.log(`${done.length} of ${total}`);
  }
  process_.close();
  return done;
}

function keep(folder: string, cases: readonly Case[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, subject } of cases)
    writeFileSync(join(folder, `${name.replace(/\W+/g, "-").slice(0, 80)}-${subject.path}`), subject.bytes);
}

function report(cases: readonly Case[], folder: string): number {
  const states = new Map<string, number>();
  for (const { answer } of cases) {
    const state = answer.state === "not-analysed" ? `not analysed: ${answer.why}` : answer.state;
    states.set(state, (states.get(state) ?? 0) + 1);
  }
  const failed = cases.filter((one) => one.answer.state === "failed");
  const slowest = [...cases].sort((a, b) => b.answer.milliseconds - a.answer.milliseconds).slice(0, SLOWEST_KEPT);
  console.log(`\n${textTable([["ended as", "files"], ...[...states].sort().map(([state, count]) => [state, count])])}\n`);
  const rows = slowest.map(({ name, subject, answer }) => [
    name.slice(0, 60),
    subject.bytes.length,
    answer.milliseconds.toFixed(0),
    answer.state,
  ]);
  console.log(textTable([["slowest", "bytes", "milliseconds", "ended as"], ...rows]));
  console.log(`\nMost memory of the process: ${Math.max(...cases.map((one) => one.answer.maxRssMb)).toFixed(0)} MB`);
  keep(folder, [...failed, ...slowest]);
  console.log(`The slowest and those that failed are in ${folder}`);
  for (const { name, answer } of failed.slice(0, 20)) console.error(`FAILED ${name}: ${answer.why}`);
  return failed.length;
}

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: { mutants: text, seed: text, packages: text, keep: text, hostile: { type: "boolean", default: false } },
});
const at = (path: string) => resolve(process.env.INIT_CWD ?? ".", path);
const count = Number(values.mutants ?? 20_000);
const sources = values.packages ? await sourcesIn(at(values.packages)) : ownSources();
const cases = values.hostile
  ? await run(hostile(), Object.keys(HOSTILE_FILES).length)
  : await run(mutants(sources, count, Number(values.seed ?? 1)), count);
process.exitCode = report(cases, values.keep ? at(values.keep) : join(".data", "fuzz")) > 0 ? 1 : 0;
