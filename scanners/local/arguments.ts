import { parseArgs } from "node:util";
import { FORMATS, type Format } from "../report/formats";
import { SHORT_USAGE } from "./help";
import { didYouMean } from "./nearest";
import { UsageError } from "./usage-error";

export interface ScanRequest {
  kind: "scan";
  path: string;
  format: Format;
  output: string | null;
  /** A shipped ruleset's name or a file; null for the default, or the server's. */
  ruleset: string | null;
  server: string | null;
  decisions: string | null;
  /** A file with a token of one of the plugin's editors, or `-`: the server is asked for the decisions. */
  tokenFile: string | null;
  baseline: string | null;
  isNewPlugin: boolean;
  /** A file for the patch of what a machine can mend; null: none is asked for. */
  fixDiff: string | null;
  threads: number | null;
}

export type Request =
  | ScanRequest
  | { kind: "help" | "version" }
  | { kind: "explain"; rule: string }
  | { kind: "list-rules"; ruleset: string | null; server: string | null; format: "text" | "json" };

const OPTIONS = {
  format: { type: "string" },
  output: { type: "string" },
  ruleset: { type: "string" },
  server: { type: "string" },
  decisions: { type: "string" },
  "token-file": { type: "string" },
  baseline: { type: "string" },
  threads: { type: "string" },
  explain: { type: "string" },
  "fix-diff": { type: "string" },
  "new-plugin": { type: "boolean" },
  "list-rules": { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

const MAX_THREADS = 64;

/** @throws UsageError with a sentence that says what is wrong */
export function parseRequest(args: readonly string[]): Request {
  const { values, positionals } = parse(args);
  if (values.help || args.length === 0) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const format = formatOf(values.format ?? "text");
  if (values.server && values.ruleset) throw new UsageError("--server brings its own ruleset: leave out --ruleset.");
  const paths = positionals[0] === "scan" ? positionals.slice(1) : positionals;
  if (values.explain !== undefined) {
    alone("--explain", paths, values, ["explain"]);
    return { kind: "explain", rule: values.explain };
  }
  if (values["list-rules"]) {
    alone("--list-rules", paths, values, ["list-rules", "ruleset", "server", "format"]);
    if (format !== "text" && format !== "json") throw new UsageError("--list-rules is written as text or json.");
    return { kind: "list-rules", ruleset: values.ruleset ?? null, server: values.server ?? null, format };
  }
  if (values["token-file"] !== undefined) checkTokenFile(values);
  return {
    kind: "scan",
    path: onePath(paths),
    format,
    output: values.output ?? null,
    ruleset: values.ruleset ?? null,
    server: values.server ?? null,
    decisions: values.decisions ?? null,
    tokenFile: values["token-file"] ?? null,
    baseline: values.baseline ?? null,
    isNewPlugin: values["new-plugin"] ?? false,
    fixDiff: values["fix-diff"] ?? null,
    threads: values.threads === undefined ? null : threadsOf(values.threads),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const unknown = /^Unknown option '(-[^']*)'/.exec(message)?.[1];
    if (unknown) {
      const names = Object.keys(OPTIONS).map((name) => `--${name}`);
      throw new UsageError(`There is no option ${unknown}.${didYouMean(unknown, names)}`);
    }
    // The first sentence of Node's own words names the option and what is wrong with it.
    throw new UsageError(message.split(". ")[0] ?? SHORT_USAGE);
  }
}

/** What would be passed over in silence is refused. */
function alone(option: string, paths: readonly string[], values: object, allowed: readonly string[]): void {
  const others = Object.keys(values)
    .filter((name) => !allowed.includes(name))
    .map((name) => `--${name}`);
  const extra = [...paths, ...others];
  if (extra.length > 0) throw new UsageError(`${option} scans nothing, so ${extra.join(", ")} makes no sense with it.`);
}

function checkTokenFile({ server, decisions }: { server?: string; decisions?: string }): void {
  if (!server) throw new UsageError("--token-file is for the site that --server names: give both.");
  if (decisions) throw new UsageError("--token-file asks the site for the decisions: leave out --decisions.");
}

function formatOf(name: string): Format {
  const format = FORMATS.find((one) => one === name);
  if (!format) throw new UsageError(`There is no format ${name}: choose from ${FORMATS.join(", ")}.${didYouMean(name, FORMATS)}`);
  return format;
}

function onePath(paths: readonly string[]): string {
  const [path, ...more] = paths;
  if (path === undefined) throw new UsageError(`Say what to scan: ${SHORT_USAGE}`);
  if (more.length > 0) throw new UsageError(`One package at a time: ${[path, ...more].join(", ")} are ${more.length + 1}.`);
  return path;
}

function threadsOf(text: string): number {
  const threads = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (threads < 1 || threads > MAX_THREADS) throw new UsageError(`--threads takes a number from 1 to ${MAX_THREADS}.`);
  return threads;
}
