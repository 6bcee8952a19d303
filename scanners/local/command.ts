/** The engine on a plugin author's machine. `--help` (help.ts) says what it does and how it ends. */
import { writeFile } from "node:fs/promises";
import { styleText } from "node:util";
import { ENGINE_VERSION } from "../core/engine-version";
import type { Ruleset } from "../core/types";
import { FORMATTERS } from "../report/formats";
import { type FormatOptions, outcomeOf, type PackageOutcome, type PackageReport } from "../report/package-report";
import { counted, printable } from "../report/text-layout";
import { parseRequest, type Request, type ScanRequest } from "./arguments";
import { ServerError } from "./ask-site";
import { explainRule } from "./explain";
import { HELP, versionText } from "./help";
import { listRules, listRulesJson } from "./list-rules";
import { ProgressLine } from "./progress";
import { type Input, readInput } from "./read-input";
import { chooseRuleset } from "./ruleset-file";
import { scanInput } from "./scan-input";
import { fetchRuleset } from "./server";
import { UsageError } from "./usage-error";
import { writeFixDiff } from "./write-fix-diff";

const EXIT_CODES: Readonly<Record<PackageOutcome, number>> = { passed: 0, advisory: 0, blocked: 1, refused: 1, inconclusive: 2 };
const EXIT_ERROR = 2;
const EXIT_USAGE = 3;
const DEFAULT_WIDTH = 100;
/** Longer lines are hard to read, however wide the window is. */
const MAX_WIDTH = 120;

/** The streams of a process, as far as they are used. */
export interface Terminal {
  out: NodeJS.WriteStream;
  err: NodeJS.WriteStream;
}

export interface CommandContext extends Terminal {
  /** Path of the bundled scan process. */
  scanEntry: string;
  /** Ends a scan: its processes stop. */
  signal: AbortSignal;
}

/** The scan process is started with limits that older versions do not know. */
const NODE_NEEDED = [22, 18] as const;

function isNodeTooOld(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major < NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor < NODE_NEEDED[1]);
}

/** @returns the exit code */
export async function main(args: readonly string[], context: CommandContext): Promise<number> {
  if (isNodeTooOld()) {
    context.err.write(`greenbadge needs Node ${NODE_NEEDED.join(".")} or newer; this is ${process.versions.node}.\n`);
    return EXIT_ERROR;
  }
  try {
    return await answer(parseRequest(args), context);
  } catch (error) {
    if (error instanceof UsageError) {
      context.err.write(`${error.message}\n`);
      return EXIT_USAGE;
    }
    context.err.write(`${error instanceof ServerError ? error.message : faultWords(error)}\n`);
    return EXIT_ERROR;
  }
}

function faultWords(error: unknown): string {
  return `greenbadge ${ENGINE_VERSION} failed: ${error instanceof Error ? error.message : String(error)}`;
}

async function answer(request: Request, context: CommandContext): Promise<number> {
  const look = lookOf(context.out);
  switch (request.kind) {
    case "help":
      context.out.write(HELP);
      return 0;
    case "version":
      context.out.write(versionText());
      return 0;
    case "explain":
      context.out.write(explainRule(request.rule, look));
      return 0;
    case "list-rules": {
      const ruleset = await rulesetOf(request, context);
      context.out.write(request.format === "json" ? listRulesJson(ruleset) : listRules(ruleset, look));
      return 0;
    }
    case "scan":
      return scan(request, context);
  }
}

async function rulesetOf(request: { server: string | null; ruleset: string | null }, context: CommandContext): Promise<Ruleset> {
  const { ruleset, warnings } = request.server ? await fetchRuleset(request.server) : await chooseRuleset(request.ruleset);
  warn(warnings, context);
  return ruleset;
}

async function scan(request: ScanRequest, context: CommandContext): Promise<number> {
  const ruleset = await rulesetOf(request, context);
  const input = await readInput(request.path);
  const progress = new ProgressLine(context.err);
  const { scanEntry: entry, signal } = context;
  const report = await scanInput(input, request, ruleset, { entry, signal, onProgress: (one) => progress.show(one) }).finally(() =>
    progress.end(),
  );
  for (const outcome of report.scan?.outcomes ?? [])
    if (outcome.state === "errored") warn([`${outcome.checkId} could not end: ${outcome.code}, ${printable(outcome.detail)}`], context);
  await deliver(report, input, request, context);
  if (request.fixDiff !== null) context.err.write(`${await writeFixDiff(request.fixDiff, input.bytes, report)}\n`);
  return EXIT_CODES[outcomeOf(report)];
}

async function deliver(report: PackageReport, input: Input, { format, output }: ScanRequest, context: CommandContext): Promise<void> {
  const plain: FormatOptions = { locate: input.locate, width: DEFAULT_WIDTH, paint: (_style, text) => text };
  if (output === null) {
    context.out.write(FORMATTERS[format](report, { ...plain, ...lookOf(context.out) }));
    return;
  }
  await writeFile(output, FORMATTERS[format](report, plain)).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`${output} cannot be written (${cause.code}).`);
  });
  context.err.write(`${summaryOf(report)} Written to ${output}.\n`);
}

function summaryOf(report: PackageReport): string {
  const outcome = outcomeOf(report);
  const open = report.scan?.reason.open;
  const counts = open ? `: ${open.critical} critical, ${counted(open.warning, "warning")}, ${counted(open.info, "remark")}` : "";
  return `${outcome[0]?.toUpperCase()}${outcome.slice(1)}${counts}.`;
}

function warn(warnings: readonly string[], { err }: CommandContext): void {
  for (const warning of warnings) err.write(`${styleText("yellow", "Note:", { stream: err })} ${warning}\n`);
}

/** Node decides about colours: a terminal that has them, and neither NO_COLOR nor the like in the environment. */
function lookOf(stream: NodeJS.WriteStream): Pick<FormatOptions, "width" | "paint"> {
  const width = stream.isTTY ? Math.min(stream.columns || DEFAULT_WIDTH, MAX_WIDTH) : DEFAULT_WIDTH;
  return { width, paint: (style, text) => styleText(style, text, { stream }) };
}
