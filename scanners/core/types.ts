/**
 * The engine's vocabulary. Everything that crosses a border of `scanners/` (processes, database, pages, reports)
 * has one of these shapes. They are plain data: structured-clonable, JSON-safe, no methods.
 */

export const SEVERITIES = ["critical", "warning", "info"] as const;
/** Harm if the finding is true. Decided by the ruleset, never by a check. */
export type Severity = (typeof SEVERITIES)[number];

export const CONFIDENCES = ["high", "medium", "low"] as const;
/** Likelihood that the finding is true. */
export type Confidence = (typeof CONFIDENCES)[number];

export const CHECK_IDS = ["bandit", "secrets", "flake8", "permissions", "suspicious-files", "coverage"] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export const PASS_IDS = ["python", "text", "archive"] as const;
/** A job that runs the checks which share an input. */
export type PassId = (typeof PASS_IDS)[number];

export const VERDICTS = ["passed", "advisory", "blocked", "inconclusive"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const PATH_CLASSES = ["own", "test", "vendored"] as const;
export type PathClass = (typeof PATH_CLASSES)[number];

/** What a page says of a check, and what its end means for a verdict. */
export interface CheckInfo {
  id: CheckId;
  title: string;
  /** One sentence for people: what this check looks for. */
  summary: string;
  pass: PassId;
  /** Critical findings of this check stop a version. Only a blocking check may have critical rules. */
  blocking: boolean;
  /** A run that cannot end makes the verdict inconclusive. */
  required: boolean;
  /** What it says of a file depends on others: its work cannot be shared out, it runs once over all files. */
  needsWholePackage?: true;
}

export interface Reference {
  title: string;
  url: string;
}

export interface RuleExample {
  /** Path inside the plugin's folder, for instance `plugin.py`. */
  path: string;
  code: string;
  /** How the code becomes bytes, default UTF-8. */
  encoding?: "latin1";
  /** Unix permission bits of the entry, where the rule looks at them. Default 0o644. */
  mode?: number;
}

/** One line of a ruleset: the first entry whose conditions all hold decides. */
export interface SeverityCase {
  severity: Severity;
  toolSeverity?: readonly ("high" | "medium" | "low")[];
  /** What the check says of the value or the file, for instance `placeholder`, `geometry`, `literal`. */
  shape?: readonly string[];
  pathClass?: readonly PathClass[];
}

/** Policy and documentation of one rule. Docs pages, mails, badges, SARIF, command line and pages all read this. */
export interface RuleMetadata {
  /** `<check>/<code that authors know>`, for instance `bandit/B602`. */
  id: string;
  checkId: CheckId;
  /** The part of the id after the slash. */
  code: string;
  title: string;
  /** Why it matters for a QGIS plugin. Plain text, paragraphs separated by a blank line. */
  why: string;
  howToFix: string;
  /** How to say that it is intended: the pragma to paste, and what happens then. */
  intended: string;
  /** Severity in the ruleset `default` when nothing more specific applies. */
  defaultSeverity: Severity;
  /** Where the ruleset `default` departs from `defaultSeverity`: the first case that fits decides. */
  severityCases?: readonly SeverityCase[];
  /** Off in the ruleset `default`: found, and dropped before it is stored. */
  isOff?: true;
  badExample: RuleExample;
  goodExample: RuleExample;
  references: readonly Reference[];
  /** Number in the Common Weakness Enumeration, where one fits. */
  cwe?: number;
}

export const SUPPRESSION_KINDS = ["pragma", "config", "baseline"] as const;

/** What the author wrote in the package that hides a finding. */
export interface Suppression {
  by: (typeof SUPPRESSION_KINDS)[number];
  /** Names the finding's own rule. Only such a pragma lifts a critical finding. */
  ruleSpecific: boolean;
  /** The pragma or the entry as written, shortened to 200 characters. */
  text: string;
  /** File that holds it. */
  path: string;
  /** 1-based line: of the pragma, or of the entry in a config file where it has one. */
  line?: number;
  /** The author's reason, where one is written behind the pragma. */
  reason?: string;
}

/** One rule violated at one place. Snippets are masked before they get here. */
export interface Finding {
  ruleId: string;
  severity: Severity;
  /** The tool's own severity, for instance Bandit's HIGH; absent where the tool has none. */
  toolSeverity?: "high" | "medium" | "low";
  confidence: Confidence;
  /** Entry name inside the ZIP, begins with the top folder. */
  path: string;
  /** 1-based; 0 for a finding about a whole file. */
  line: number;
  endLine: number;
  pathClass: PathClass;
  /** What was found at this place, one or two sentences in an author's words. Never holds a secret. */
  message: string;
  /** Up to 5 source lines, masked. Absent for findings about a file. */
  snippet?: Snippet;
  /** For secrets: which kind. Facts that mails and reports print beside the message. */
  data?: Record<string, string>;
  fingerprint: string;
  /** The same without the path: finds moved code. */
  movedFingerprint: string;
  /** How many findings of this scan share the fingerprint. */
  equalCount: number;
  suppression?: Suppression;
}

export interface Snippet {
  /** 1-based line number of the first line. */
  startLine: number;
  lines: readonly string[];
  /** Index into `lines` of the first and last marked line. */
  markStart: number;
  markEnd: number;
}

export interface Coverage {
  filesAnalysed: number;
  filesNotAnalysed: number;
  bytesAnalysed: number;
  bytesNotAnalysed: number;
}

/** Stable codes of a check that could not end. `detail` is for logs, never shown to strangers. */
export const CHECK_ERROR_CODES = [
  "timeout",
  "out-of-memory",
  "crashed",
  "artifact-missing",
  "artifact-changed",
  "archive-refused",
  "lost",
] as const;
export type CheckErrorCode = (typeof CHECK_ERROR_CODES)[number];

export type CheckOutcome =
  | {
      checkId: CheckId;
      state: "finished";
      findings: Finding[];
      /** Findings beyond the cap, per rule id: an honest "N more". */
      omitted: Record<string, number>;
      /** How many of the omitted ones are critical and not suppressed in a way that lifts them. */
      omittedCritical: number;
      coverage?: Coverage;
      durationMs: number;
    }
  | { checkId: CheckId; state: "errored"; code: CheckErrorCode; detail: string; durationMs: number };

export interface RulesetRule {
  /** Off: the finding is computed and dropped before it is stored. */
  on: boolean;
  severity: Severity;
  cases?: readonly SeverityCase[];
}

/** Severities in force, versioned data. `digest` is sha256 over the canonical JSON of the rest. */
export interface Ruleset {
  name: string;
  version: number;
  title: string;
  rules: Readonly<Record<string, RulesetRule>>;
  digest: string;
}
