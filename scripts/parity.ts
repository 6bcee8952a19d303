/**
 * Compares our engine with what the real tools said about many plugins.
 *
 *   npm run parity -- PACKAGES REFERENCE [--tool bandit,secrets,flake8] [--codes A,B] [--plugins a,b] [--show N]
 *   npm run parity -- PACKAGES --write OUT
 *
 * PACKAGES holds `<plugin>.zip` or `<plugin>/<top folder>/…`; REFERENCE holds plugins.tsv and `<tool>.tsv.gz`. Ends with 1
 * when a difference is not in the reviewed file scripts/parity/known-differences.tsv. `--write` only lists what we find, as
 * OUT/<tool>/<plugin>.json.
 */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { KnownDifferences } from "./parity/known-differences";
import { listPlugins, openPlugin } from "./parity/packages";
import { coveredCodes, project, type Row, TOOLS, type Tool } from "./parity/projection";
import { type Reference, readReference } from "./parity/reference";
import { Score } from "./parity/score";
import { textTable } from "./text-table";

interface Request {
  packages: string;
  reference: string | null;
  out: string | null;
  tools: readonly Tool[];
  codes: ReadonlySet<string> | null;
  plugins: ReadonlySet<string> | null;
  show: number;
}

const USAGE = "usage: npm run parity -- PACKAGES REFERENCE|--write OUT [--tool T,…] [--codes C,…] [--plugins P,…] [--show N]";

function parseRequest(args: string[]): Request | null {
  const text = { type: "string" } as const;
  const options = { tool: text, codes: text, plugins: text, show: text, write: text };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const at = (path: string) => resolve(process.env.INIT_CWD ?? ".", path);
  const list = (value: string | undefined) => (value ? new Set(value.split(",")) : null);
  const [packages, second] = positionals;
  if (!packages) return null;
  const isReference = second !== undefined && existsSync(join(at(second), "plugins.tsv"));
  const tools = list(values.tool);
  return {
    packages: at(packages),
    reference: isReference ? at(second) : null,
    out: values.write ? at(values.write) : null,
    tools: TOOLS.filter((tool) => !tools || tools.has(tool)),
    codes: list(values.codes),
    plugins: list(values.plugins),
    show: Number(values.show ?? 10),
  };
}

async function writeRows(request: Request, plugin: string, rows: ReadonlyMap<Tool, readonly Row[]>): Promise<void> {
  for (const [tool, list] of rows) {
    await mkdir(join(request.out ?? "", tool), { recursive: true });
    await writeFile(join(request.out ?? "", tool, `${plugin}.json`), JSON.stringify(list));
  }
}

function printScore(tool: Tool, score: Score, known: KnownDifferences, request: Request, otherCodes: number): number {
  const head = [tool, "reference", "ours", "both", "missing", "extra"];
  const lines = [...score.codes].sort(([, a], [, b]) => b.reference + b.ours - 2 * b.both - (a.reference + a.ours - 2 * a.both));
  const cells = (name: string, { reference, ours, both }: { reference: number; ours: number; both: number }) =>
    [name, reference, ours, both, reference - both, ours - both].map(String);
  console.log(`\n${textTable([head, ...lines.map(([code, count]) => cells(code, count)), cells("total", score.total)])}`);
  const { reference, ours, both } = score.total;
  const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole).toFixed(5);
  const unknown = known.unknownOf(score.differences);
  const aside = otherCodes > 0 ? `; ${otherCodes.toLocaleString("en")} findings with codes that we do not have are left out` : "";
  console.log(
    `${tool}: recall ${share(both, reference)}, precision ${share(both, ours)}, plugins equal ${score.equal} of ${score.plugins}, ` +
      `${score.differences.length} differences, ${unknown.length} of them not reviewed${aside}`,
  );
  for (const { plugin, side, row } of unknown.slice(0, request.show))
    console.log(`  ${side} ${plugin} ${row.file}:${row.line} ${row.code} ${row.severity ?? ""} ${row.confidence ?? ""}`.trimEnd());
  return unknown.length;
}

async function compare(request: Request): Promise<number> {
  const references = new Map<Tool, Reference>();
  const isWanted = (code: string) => !request.codes || request.codes.has(code);
  for (const tool of request.reference ? request.tools : [])
    references.set(tool, await readReference(request.reference as string, tool, request.codes ?? coveredCodes(tool)));
  const scores = new Map([...references.keys()].map((tool) => [tool, new Score()]));
  const absent: string[] = [];
  const listed = request.reference ? [...new Set([...references.values()].flatMap((one) => [...one.byPlugin.keys()]))] : [];
  const plugins = request.reference ? listed.sort() : await listPlugins(request.packages);
  let pythonBytes = 0;
  const started = process.cpuUsage();
  for (const plugin of plugins) {
    if (request.plugins && !request.plugins.has(plugin)) continue;
    const pluginPackage = await openPlugin(request.packages, plugin);
    if (!pluginPackage) {
      absent.push(plugin);
      continue;
    }
    for (const file of pluginPackage.files) if (file.path.endsWith(".py")) pythonBytes += file.bytes.byteLength;
    const rows = await project(pluginPackage, request.tools);
    if (request.out) await writeRows(request, plugin, rows);
    for (const [tool, reference] of references) {
      const theirs = reference.byPlugin.get(plugin);
      const ours = (rows.get(tool) ?? []).filter((row) => isWanted(row.code));
      if (theirs) scores.get(tool)?.add(plugin, theirs, ours);
    }
  }
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1e6;
  console.log(
    `${(pythonBytes / 1e6).toFixed(1)} MB of Python, CPU ${seconds.toFixed(1)} s, ${(seconds / (pythonBytes / 1e6)).toFixed(2)} s a MB`,
  );
  if (absent.length > 0) console.log(`Not found among the packages: ${absent.join(", ")}`);
  const known = new KnownDifferences();
  let unknown = 0;
  for (const [tool, score] of scores) unknown += printScore(tool, score, known, request, references.get(tool)?.otherCodes ?? 0);
  return unknown;
}

const request = parseRequest(process.argv.slice(2));
if (!request || (!request.reference && !request.out)) {
  console.error(USAGE);
  process.exitCode = 3;
} else process.exitCode = (await compare(request)) > 0 ? 1 : 0;
