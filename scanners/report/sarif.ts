import type { Finding, RuleMetadata, Severity } from "../core/types";
import { RULES } from "../ruleset/rules";
import type { ScanReport } from "./scan-report";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = { critical: "error", warning: "warning", info: "note" };

export interface SarifOptions {
  /** Where a rule is documented; left out, no links are written. */
  ruleUrl?: (ruleId: string) => string;
  /** Only where the plugin's own key was used; others could not be compared. */
  hasFingerprints?: boolean;
}

/** The report as SARIF 2.1.0: all rules declared, relative addresses, what is suppressed marked as such. */
export function sarifReport(report: ScanReport, options: SarifOptions = {}): string {
  const findings = report.outcomes.flatMap((outcome) => (outcome.state === "finished" ? outcome.findings : []));
  const driver = { name: "Greenbadge", semanticVersion: report.engineVersion, rules: RULES.map((rule) => descriptor(rule, options)) };
  const run = {
    tool: { driver },
    columnKind: "utf16CodeUnits",
    invocations: [{ executionSuccessful: report.outcomes.every((outcome) => outcome.state === "finished") }],
    results: findings.map((finding) => result(finding, options)),
    properties: { digest: report.digest, ruleset: report.ruleset, verdict: report.reason.verdict },
  };
  return `${JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

function descriptor(rule: RuleMetadata, options: SarifOptions): object {
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: `${rule.howToFix}\n\n${rule.intended}` },
    ...(options.ruleUrl ? { helpUri: options.ruleUrl(rule.id) } : {}),
    defaultConfiguration: { level: LEVELS[rule.defaultSeverity] },
    properties: { tags: [rule.checkId, ...(rule.cwe ? [`external/cwe/cwe-${rule.cwe}`] : [])] },
  };
}

function result(finding: Finding, options: SarifOptions): object {
  const region = finding.line > 0 ? { region: { startLine: finding.line, endLine: finding.endLine } } : {};
  const uri = finding.path.split("/").map(encodeURIComponent).join("/");
  const suppression = finding.suppression;
  return {
    ruleId: finding.ruleId,
    ruleIndex: RULES.findIndex((rule) => rule.id === finding.ruleId),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: { artifactLocation: { uri }, ...region } }],
    ...(options.hasFingerprints ? { partialFingerprints: { "greenbadge/v1": finding.fingerprint } } : {}),
    ...(suppression
      ? {
          suppressions: [
            {
              kind: suppression.by === "pragma" ? "inSource" : "external",
              ...(suppression.reason ? { justification: suppression.reason } : {}),
            },
          ],
        }
      : {}),
  };
}
