import { isUtf8 } from "node:buffer";
import type { PluginPackage } from "@/scanners/archive/types";
import { isUnopenedByTool } from "@/scanners/checks/secrets/file-types";
import { scanPackage } from "@/scanners/core/scan-package";
import type { Finding, Ruleset, RulesetRule } from "@/scanners/core/types";
import { RULES } from "@/scanners/ruleset/rules";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";

export const TOOLS = ["bandit", "secrets", "flake8"] as const;
export type Tool = (typeof TOOLS)[number];

/** One finding as comparisons know it. */
export interface Row {
  file: string;
  line: number;
  code: string;
  /** Bandit only, in capitals. */
  severity?: string;
  confidence?: string;
}

/** Marks findings in files that the tool does not open; see `ALL_ON`. */
const NOT_OPENED = "warning";

/** All rules on. Severity means nothing here, so it tells what the checks say of a file. */
const ALL_ON: Ruleset = {
  ...DEFAULT_RULESET,
  rules: Object.fromEntries(
    RULES.map((rule): [string, RulesetRule] => [
      rule.id,
      { on: true, severity: "info", cases: [{ severity: NOT_OPENED, shape: ["skipped-by-tool"] }] },
    ]),
  ),
};

/** Our own rules, which no tool has. */
const OURS = new Set(["secrets/credential-literal"]);

/**
 * What our engine finds, as the real tools would list it: all rules on, pragmas honoured, of the authors' settings only
 * `.bandit`, secrets under the tool's type names, the files that the tool opens.
 * @throws Error when a check could not end
 */
export async function project(pluginPackage: PluginPackage, tools: readonly Tool[]): Promise<Map<Tool, Row[]>> {
  const rows = new Map<Tool, Row[]>();
  const isText = new Map(pluginPackage.files.map((file) => [file.path, isUtf8(file.bytes)]));
  await scanPackage({
    package: pluginPackage,
    checkIds: tools,
    ruleset: ALL_ON,
    fingerprintKey: "parity",
    maxFindingsPerRule: Number.POSITIVE_INFINITY,
    onOutcome(outcome) {
      const tool = outcome.checkId as Tool;
      if (outcome.state === "errored") throw new Error(`${tool}: ${outcome.code} ${outcome.detail}`);
      rows.set(
        tool,
        outcome.findings
          .filter((one) => isListedByTool(tool, one) && (tool !== "secrets" || isText.get(one.path)))
          .map((one) => rowOf(tool, one)),
      );
    },
  });
  return rows;
}

function isListedByTool(tool: Tool, finding: Finding): boolean {
  const hidden = finding.suppression?.by;
  if (hidden === "pragma" || (hidden === "config" && tool === "bandit")) return false;
  return !OURS.has(finding.ruleId) && finding.severity !== NOT_OPENED && isOpened(tool, finding.path);
}

/** Bandit looks for these words anywhere in a path, Flake8 for parts of that name. */
const BANDIT_SKIPS = [".svn", "CVS", ".bzr", ".hg", ".git", "__pycache__", ".tox", ".eggs"];
const FLAKE8_SKIPS = new Set([".svn", "CVS", ".bzr", ".hg", ".git", "__pycache__", ".tox", ".nox", ".eggs"]);

function isOpened(tool: Tool, path: string): boolean {
  const parts = path.split("/");
  // Left out when the reference was made.
  if (tool === "secrets") return !isUnopenedByTool(path) && parts.at(-1) !== "metadata.txt" && parts.at(-1) !== ".secrets.baseline";
  if (!path.endsWith(".py")) return false;
  if (tool === "bandit") return !BANDIT_SKIPS.some((word) => path.includes(word));
  return !parts.some((part) => FLAKE8_SKIPS.has(part) || part.endsWith(".egg"));
}

function rowOf(tool: Tool, finding: Finding): Row {
  const code = tool === "secrets" ? (finding.data?.kind ?? "") : finding.ruleId.slice(finding.ruleId.indexOf("/") + 1);
  const place = { file: finding.path, line: finding.line, code };
  if (tool !== "bandit") return place;
  return { ...place, severity: (finding.toolSeverity ?? "").toUpperCase(), confidence: finding.confidence.toUpperCase() };
}

/** The codes of a tool that our rules cover; null for all. */
export function coveredCodes(tool: Tool): ReadonlySet<string> | null {
  return tool === "secrets" ? null : new Set(RULES.filter((rule) => rule.checkId === tool).map((rule) => rule.code));
}
