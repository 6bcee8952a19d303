import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { ArchiveError } from "../archive/archive-error";
import { openPackage } from "../archive/read-zip";
import type { PackageProblem, PluginPackage } from "../archive/types";
import { validateOpened } from "../archive/validate-package";
import { ENGINE_VERSION } from "../core/engine-version";
import { type ScanProgress, scanArtifact } from "../core/scan-artifact";
import { CHECK_IDS, type CheckOutcome, type Ruleset } from "../core/types";
import { type Comparison, compareWithBaseline } from "../report/compare-baseline";
import type { JsonReport } from "../report/json-schema";
import type { PackageReport } from "../report/package-report";
import { findingsOf, reportOf, type ScanReport } from "../report/scan-report";
import type { ScanRequest } from "./arguments";
import { recall } from "./plugin-key";
import type { Input } from "./read-input";
import { fetchDecisions, readToken, type SiteDecisions } from "./server-decisions";

/** More processes than this gain nothing: each opens the package by itself. */
const MAX_DEFAULT_PROCESSES = 4;
const CONFIG_FILES = [".bandit", ".secrets.baseline", ".flake8"];

export interface ScanTools {
  /** Path of the bundled scan process. */
  entry: string;
  signal: AbortSignal;
  onProgress(progress: ScanProgress): void;
}

/**
 * The package rules and all checks, as on the site: the checks run in processes of their own with limits. A package that
 * the site would refuse is scanned too when it can be opened, so that its author sees everything at once.
 */
export async function scanInput(input: Input, request: ScanRequest, ruleset: Ruleset, tools: ScanTools): Promise<PackageReport> {
  const opened = await open(input, request.isNewPlugin);
  const memory = await recall(request, opened.facts, await askForDecisions(request, opened.facts));
  const outcomes = opened.facts ? await runChecks(opened.facts, ruleset, memory.fingerprints.key, request.threads, tools) : [];
  const scan = opened.facts ? reportOf(opened.facts, ruleset, outcomes, memory.decisions) : null;
  return {
    engineVersion: ENGINE_VERSION,
    problems: opened.problems,
    isRefused: opened.problems.some((problem) => problem.level === "error"),
    sha256: input.sha256,
    fileCount: opened.facts?.fileCount ?? 0,
    configFiles: opened.facts?.configFiles ?? [],
    ruleset,
    scan,
    fingerprints: memory.fingerprints,
    comparison: scan && memory.baseline ? compare(scan, memory.baseline) : null,
  };
}

/** A package that cannot be opened has no name to ask for. */
async function askForDecisions({ server, tokenFile }: ScanRequest, facts: Facts | null): Promise<SiteDecisions | null> {
  if (server === null || tokenFile === null || !facts) return null;
  return fetchDecisions(server, facts.topFolder, await readToken(tokenFile));
}

interface Opened {
  problems: readonly PackageProblem[];
  /** Null: it cannot be opened. The files themselves are let go, they can be large. */
  facts: Facts | null;
}

interface Facts {
  /** The ZIP, and its sha256 (hex). */
  bytes: Uint8Array;
  sha256: string;
  topFolder: string;
  contentDigest: string;
  fileCount: number;
  configFiles: string[];
}

async function open(input: Input, isNewPlugin: boolean): Promise<Opened> {
  const { bytes } = input;
  if (bytes instanceof ArchiveError) return { problems: bytes.problems, facts: null };
  const opened = await openOrRefuse(bytes);
  if (opened instanceof ArchiveError) return { problems: opened.problems, facts: null };
  const validation = validateOpened(opened, { isNewPlugin });
  const { topFolder, contentDigest, files } = opened;
  const names = new Set(files.map((file) => file.path.slice(file.path.lastIndexOf("/") + 1)));
  const configFiles = CONFIG_FILES.filter((name) => names.has(name));
  return {
    problems: validation.ok ? validation.warnings : validation.problems,
    facts: { bytes, sha256: input.sha256 ?? sha256Of(bytes), topFolder, contentDigest, fileCount: files.length, configFiles },
  };
}

async function openOrRefuse(bytes: Uint8Array): Promise<PluginPackage | ArchiveError> {
  try {
    return await openPackage(bytes);
  } catch (error) {
    if (error instanceof ArchiveError) return error;
    throw error;
  }
}

async function runChecks(
  { bytes, sha256 }: Facts,
  ruleset: Ruleset,
  fingerprintKey: string,
  threads: number | null,
  tools: ScanTools,
): Promise<CheckOutcome[]> {
  const outcomes: CheckOutcome[] = [];
  await scanArtifact({
    entry: tools.entry,
    artifactPath: bytes,
    expectedSha256: sha256,
    checkIds: CHECK_IDS,
    ruleset,
    fingerprintKey,
    processes: threads ?? Math.min(MAX_DEFAULT_PROCESSES, availableParallelism()),
    signal: tools.signal,
    onProgress: tools.onProgress,
    onOutcome: async (outcome) => void outcomes.push(outcome),
  });
  return outcomes.sort((a, b) => CHECK_IDS.indexOf(a.checkId) - CHECK_IDS.indexOf(b.checkId));
}

const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function compare(scan: ScanReport, baseline: JsonReport): Comparison {
  const earlier = (baseline.scan?.checks ?? []).flatMap((check) => (check.state === "finished" ? check.findings : []));
  const hasOtherRules = baseline.ruleset.digest !== scan.ruleset.digest || baseline.engineVersion !== scan.engineVersion;
  return compareWithBaseline(findingsOf(scan.outcomes), earlier, hasOtherRules);
}
