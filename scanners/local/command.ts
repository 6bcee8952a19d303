/**
 * The engine on a plugin author's machine: `scan <zip|folder> [--format text|json|sarif] [--ruleset NAME]`.
 * Ends with 0 for passed or advisory, 1 for blocked, 2 when something could not be checked, 3 for wrong usage.
 */
import { randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { ArchiveError } from "../archive/archive-error";
import { writeZip } from "../archive/write-zip";
import { scanInProcess } from "../core/scan-in-process";
import type { Ruleset, Verdict } from "../core/types";
import { jsonReport } from "../report/json";
import { sarifReport } from "../report/sarif";
import { reportOf, type ScanReport } from "../report/scan-report";
import { textReport } from "../report/text";
import { CHECKS } from "../ruleset/rules";
import { RULESETS, rulesetByName } from "../ruleset/rulesets";
import { readFolder } from "./read-folder";

const USAGE = `Usage: scan <zip|folder> [--format text|json|sarif] [--ruleset ${RULESETS.map((ruleset) => ruleset.name).join("|")}]

Runs the checks of the plugin site on a package or on a plugin's folder. Nothing leaves this machine.
`;
const EXIT_CODES: Readonly<Record<Verdict, number>> = { passed: 0, advisory: 0, blocked: 1, inconclusive: 2 };
const EXIT_USAGE = 3;
const EXIT_ERROR = 2;

const FORMATS: Readonly<Record<string, (report: ScanReport) => string>> = { text: textReport, json: jsonReport, sarif: sarifReport };

interface Request {
  path: string;
  format: (report: ScanReport) => string;
  ruleset: Ruleset;
}

/** @returns null for a request that makes no sense. */
export function parseRequest(args: readonly string[]): Request | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: "string", default: "text" }, ruleset: { type: "string", default: "default" } },
    });
    const [path, ...more] = positionals[0] === "scan" ? positionals.slice(1) : positionals;
    const format = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
    const ruleset = rulesetByName(values.ruleset);
    return path && more.length === 0 && format && ruleset ? { path, format, ruleset } : null;
  } catch {
    return null;
  }
}

/** Reads a ZIP, or zips a folder the same way on every machine. */
async function readPackage(path: string): Promise<Uint8Array> {
  return (await stat(path)).isDirectory() ? writeZip(await readFolder(path)) : readFile(path);
}

export async function main(args: readonly string[]): Promise<number> {
  const request = parseRequest(args);
  if (!request) {
    process.stderr.write(USAGE);
    return EXIT_USAGE;
  }
  const { path, format, ruleset } = request;
  try {
    const bytes = await readPackage(path);
    // Nothing keeps these fingerprints, so a key for this run will do.
    const fingerprintKey = randomBytes(32).toString("hex");
    const scan = await scanInProcess({ bytes, checkIds: CHECKS.map((check) => check.id), ruleset, fingerprintKey });
    const report = reportOf(scan.package, ruleset, scan.outcomes);
    process.stdout.write(format(report));
    return EXIT_CODES[report.reason.verdict];
  } catch (error) {
    process.stderr.write(explain(error));
    return EXIT_ERROR;
  }
}

function explain(error: unknown): string {
  if (error instanceof ArchiveError) return error.problems.map((problem) => `${problem.message} ${problem.advice}\n`).join("");
  return `${error instanceof Error ? error.message : String(error)}\n`;
}
