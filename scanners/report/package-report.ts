import type { PackageProblem } from "../archive/types";
import type { Ruleset, Verdict } from "../core/types";
import type { Comparison } from "./compare-baseline";
import type { ScanReport } from "./scan-report";

/** Everything that is known about one package: what the formats print. */
export interface PackageReport {
  engineVersion: string;
  /** Broken package rules, warnings among them. */
  problems: readonly PackageProblem[];
  /** The site would not take this package: at least one problem is an error. */
  isRefused: boolean;
  /** sha256 (hex) of the ZIP as it was given; null for a folder. */
  sha256: string | null;
  fileCount: number;
  /** Names of the authors' config files that lie in the package. */
  configFiles: readonly string[];
  ruleset: Ruleset;
  /** Null: the ZIP cannot be opened, so there was nothing to scan. */
  scan: ScanReport | null;
  /** What the fingerprints were made with. A plugin's own key stays on the server and with its editors: no report holds it. */
  fingerprints: { origin: "server" | "report"; key: string; keyId: string };
  /** Against an earlier report, where one was given. */
  comparison: Comparison | null;
}

/** How it ends for the author. `refused` goes before any verdict: the site would not look further. */
export type PackageOutcome = Verdict | "refused";

export function outcomeOf(report: PackageReport): PackageOutcome {
  return report.isRefused || !report.scan ? "refused" : report.scan.reason.verdict;
}

export interface FormatOptions {
  /** From a path in the package to the one that the reader knows, for instance below the folder that was scanned. */
  locate(path: string): string;
  /** Columns of the terminal. */
  width: number;
  paint: Paint;
}

export type Style = "bold" | "dim" | "red" | "yellow" | "green" | "cyan";
/** Colours on a terminal, and nothing elsewhere. */
export type Paint = (style: Style, text: string) => string;
