import type { PackageFile, PluginPackage } from "../archive/types";
import type { PythonFiles } from "../python/python-files";
import type { CheckInfo, Confidence, Coverage, RuleMetadata, Suppression } from "./types";

/** What a check says of one place. `runCheck` masks it, gives it a severity and a fingerprint, and makes a Finding of it. */
export interface RawFinding {
  /** The rule's code, as in `RuleMetadata.code` of the check's rules. */
  code: string;
  path: string;
  /** 1-based; 0 for a finding about a whole file. */
  line: number;
  endLine?: number;
  confidence: Confidence;
  toolSeverity?: "high" | "medium" | "low";
  /** What the ruleset may look at, for instance `literal` or `python`. */
  shape?: string;
  message: string;
  data?: Record<string, string>;
  /** Normalised text for the fingerprint; without it, the lines themselves or the file's content are used. */
  statement?: string;
  /** The finding is about the whole file although it names a line: any change of the content makes it another one. */
  isAboutFile?: boolean;
  /** Dotted name of the enclosing function or class. */
  scope?: string;
  suppression?: Suppression;
}

export interface CheckContext {
  /** The whole package, whatever share of it is looked at here. */
  readonly package: PluginPackage;
  /** The files of this share: what a check goes through. */
  readonly files: readonly PackageFile[];
  readonly signal: AbortSignal;
  /** The Python files of this share: trees and tokens, made once per file and used by all checks of a pass. */
  readonly python: PythonFiles;
}

export interface Check {
  info: CheckInfo;
  rules: readonly RuleMetadata[];
  /** Must be pure: the same package gives the same findings, in any order. Throws only on faults of our own. */
  run(context: CheckContext): Iterable<RawFinding> | Promise<Iterable<RawFinding>>;
  /** What was looked at; asked after `run` ended. */
  coverage?(context: CheckContext): Coverage;
}
