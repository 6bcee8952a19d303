import { createHash } from "node:crypto";
import type { CheckOutcome, Finding } from "../core/types";
import { RULES } from "../ruleset/rules";
import type { FormatOptions, PackageReport } from "./package-report";
import { LEVELS, ruleDescriptor } from "./sarif-rules";
import { findingsOf, type ScanReport, standingOf } from "./scan-report";

export interface SarifOptions extends Pick<FormatOptions, "locate"> {
  /** Where a rule is documented; left out, no links are written. */
  ruleUrl?: (ruleId: string) => string;
}

/** The folder that paths are relative to: for code scanning services, the root of the repository. */
const SOURCE_ROOT = "%SRCROOT%";
const RULE_INDEX = new Map(RULES.map((rule, index) => [rule.id, index]));

/** The report as SARIF 2.1.0: all rules declared, relative addresses, what is suppressed marked as such with its reason. */
export function sarifReport(report: PackageReport, options: SarifOptions): string {
  const { scan, ruleset } = report;
  const rules = RULES.map((rule) => ruleDescriptor(rule, ruleset, options.ruleUrl));
  const run = {
    tool: { driver: { name: "Greenbadge", semanticVersion: report.engineVersion, rules } },
    automationDetails: { id: `greenbadge/${scan ? encodeURIComponent(scan.topFolder) : "package"}/` },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [SOURCE_ROOT]: { description: { text: "The folder that the paths are relative to." } } },
    invocations: [invocation(report, options)],
    results: scan ? resultsOf(report, scan, options) : [],
    properties: {
      ruleset: { name: ruleset.name, version: ruleset.version, digest: ruleset.digest },
      ...(scan ? { verdict: scan.reason.verdict, digest: scan.digest } : {}),
    },
  };
  return `${JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

/** Broken package rules, checks that could not end and findings beyond the cap concern the run, not a line of code. */
function invocation({ problems, scan }: PackageReport, { locate }: SarifOptions): object {
  const notes = [
    ...problems.map(({ level, message, advice, entry }) => ({
      level,
      message: { text: `${message} ${advice}` },
      ...(entry ? { locations: [{ physicalLocation: { artifactLocation: artifactLocation(locate(entry)) } }] } : {}),
    })),
    ...(scan?.outcomes ?? []).flatMap(outcomeNotes),
  ];
  const isComplete = scan?.outcomes.every((outcome) => outcome.state === "finished") ?? false;
  return { executionSuccessful: isComplete, ...(notes.length > 0 ? { toolExecutionNotifications: notes } : {}) };
}

function outcomeNotes(outcome: CheckOutcome): { level: string; message: { text: string } }[] {
  if (outcome.state === "errored")
    return [{ level: "error", message: { text: `The check ${outcome.checkId} could not end (${outcome.code}).` } }];
  return Object.entries(outcome.omitted).map(([ruleId, more]) => ({
    level: "note",
    message: { text: `${more} more findings of ${ruleId} are not listed.` },
  }));
}

function resultsOf(report: PackageReport, scan: ScanReport, options: SarifOptions): object[] {
  const seen = new Map<string, number>();
  return findingsOf(scan.outcomes).map((finding, index) => {
    const place = placeFingerprint(finding);
    const occurrence = (seen.get(place) ?? 0) + 1;
    seen.set(place, occurrence);
    const change = report.comparison?.changes[index];
    return {
      ruleId: finding.ruleId,
      ruleIndex: RULE_INDEX.get(finding.ruleId) ?? -1,
      level: LEVELS[finding.severity],
      ...(change ? { baselineState: change === "new" ? "new" : change === "moved" ? "updated" : "unchanged" } : {}),
      message: { text: finding.message },
      locations: [location(finding, options)],
      partialFingerprints: {
        "greenbadge/place/v1": `${place}:${occurrence}`,
        ...(report.fingerprints.origin === "server" ? { "greenbadge/plugin/v1": finding.fingerprint } : {}),
      },
      suppressions: suppressionsOf(scan, finding, options),
      properties: { confidence: finding.confidence, pathClass: finding.pathClass },
    };
  });
}

function location(finding: Finding, { locate }: SarifOptions): object {
  const { line, endLine, snippet } = finding;
  const text = snippet?.lines.slice(snippet.markStart, snippet.markEnd + 1).join("\n");
  const region = line > 0 ? { region: { startLine: line, endLine: Math.max(line, endLine), ...(text ? { snippet: { text } } : {}) } } : {};
  return { physicalLocation: { artifactLocation: artifactLocation(locate(finding.path)), ...region } };
}

function artifactLocation(path: string): { uri: string; uriBaseId: string } {
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: SOURCE_ROOT };
}

/**
 * A finding's identity in SARIF, without line numbers: from what the report itself shows, with secrets masked, so that it
 * needs no key, is the same on every machine, and tells nobody anything.
 */
function placeFingerprint(finding: Finding): string {
  const { ruleId, path, snippet } = finding;
  const code = snippet?.lines.slice(snippet.markStart, snippet.markEnd + 1).join("\n") ?? "";
  const text = JSON.stringify([ruleId, path, code.replace(/\s+/g, "")]);
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** Empty: SARIF reads a missing list as "not known". A wish that does not count (a bare comment on a critical finding) is none. */
function suppressionsOf(scan: ScanReport, finding: Finding, { locate }: SarifOptions): object[] {
  const standing = standingOf(scan, finding);
  if (standing === "open") return [];
  if (standing !== "suppressed" || !finding.suppression)
    return [{ kind: "external", status: "accepted", justification: `${standing} on the site` }];
  const { by, reason, text, path, line } = finding.suppression;
  const region = line ? { region: { startLine: line } } : {};
  return [
    {
      kind: by === "pragma" ? "inSource" : "external",
      status: "accepted",
      justification: reason ?? text,
      location: { physicalLocation: { artifactLocation: artifactLocation(locate(path)), ...region } },
    },
  ];
}
