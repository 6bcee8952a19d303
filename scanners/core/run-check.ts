import { createHash } from "node:crypto";
import type { PluginPackage } from "../archive/types";
import { severityOf } from "../ruleset/rulesets";
import { capFindings, MAX_FINDINGS_PER_RULE } from "./cap-findings";
import type { Check, CheckContext, RawFinding } from "./check";
import { fingerprintsOf } from "./fingerprint";
import { findVendoredRoots, pathClassOf } from "./path-class";
import { Redactor } from "./redact";
import { snippetOf } from "./snippet";
import type { CheckOutcome, Finding, RuleMetadata, Ruleset, Severity, Suppression } from "./types";

export interface RunCheckOptions {
  ruleset: Ruleset;
  /** The plugin's key, see `fingerprintsOf`. */
  fingerprintKey: string;
  /** Default MAX_FINDINGS_PER_RULE; comparisons with the real tools list all. */
  maxFindingsPerRule?: number;
  /** Share one among the checks of a scan. */
  redactor?: Redactor;
}

/**
 * Runs one check and makes findings of what it says: severity from the ruleset, fingerprint, masked snippet, a cap per
 * rule (critical ones first), one order. Never rejects: whatever the check throws becomes an errored outcome. Limits on time and memory are
 * the business of the process that calls this.
 */
export async function runCheck(check: Check, context: CheckContext, options: RunCheckOptions): Promise<CheckOutcome> {
  const started = performance.now();
  const checkId = check.info.id;
  const durationMs = () => Math.round(performance.now() - started);
  try {
    const raw = [...(await check.run(context))];
    const result = new Judgement(check, context, options).conclude(raw);
    const coverage = check.coverage?.(context);
    return { checkId, state: "finished", ...result, ...(coverage ? { coverage } : {}), durationMs: durationMs() };
  } catch (error) {
    // Stack and message may quote the package; `detail` is for our logs only.
    const detail = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : "unknown";
    return { checkId, state: "errored", code: "crashed", detail, durationMs: durationMs() };
  }
}

const VENDORED_ROOTS = new WeakMap<PluginPackage, ReadonlySet<string>>();

/** Asked for by every check and batch. */
function vendoredRootsOf(pluginPackage: PluginPackage): ReadonlySet<string> {
  const known = VENDORED_ROOTS.get(pluginPackage) ?? findVendoredRoots(pluginPackage.files.map((file) => file.path));
  VENDORED_ROOTS.set(pluginPackage, known);
  return known;
}

interface Judged {
  raw: RawFinding;
  rule: RuleMetadata;
  severity: Severity;
  fingerprint: string;
  movedFingerprint: string;
}

class Judgement {
  private readonly redactor: Redactor;
  private readonly rules: ReadonlyMap<string, RuleMetadata>;
  private readonly vendored: ReadonlySet<string>;
  private readonly contentHashes = new Map<string, string>();
  private bytes: ReadonlyMap<string, Uint8Array> | undefined;

  constructor(
    check: Check,
    private readonly context: CheckContext,
    private readonly options: RunCheckOptions,
  ) {
    this.redactor = options.redactor ?? new Redactor(context.package, context.python);
    this.rules = new Map(check.rules.map((rule) => [rule.code, rule]));
    this.vendored = vendoredRootsOf(context.package);
  }

  conclude(raw: readonly RawFinding[]): { findings: Finding[]; omitted: Record<string, number>; omittedCritical: number } {
    const judged = raw.flatMap((one) => this.judge(one) ?? []).sort(inOrder);
    const equal = countBy(judged, (one) => one.fingerprint);
    const { listed, ...left } = capFindings(judged, this.options.maxFindingsPerRule ?? MAX_FINDINGS_PER_RULE, (one) => ({
      ...{ ruleId: one.rule.id, severity: one.severity, suppression: one.raw.suppression },
    }));
    return { findings: listed.map((one) => this.finding(one, equal.get(one.fingerprint) ?? 1)), ...left };
  }

  private judge(raw: RawFinding): Judged | null {
    const rule = this.rules.get(raw.code);
    if (!rule) throw new Error(`the check reported ${raw.code}, for which it has no rule`);
    const severity = severityOf(this.options.ruleset, rule.id, raw, pathClassOf(raw.path, this.vendored));
    if (severity === null) return null;
    const statement =
      raw.line === 0 || raw.isAboutFile ? this.contentHash(raw.path) : (raw.statement ?? this.redactor.rawLine(raw.path, raw.line));
    const prints = fingerprintsOf(this.options.fingerprintKey, { ruleId: rule.id, path: raw.path, scope: raw.scope ?? "", statement });
    return { raw, rule, severity, ...prints };
  }

  private finding({ raw, rule, severity, fingerprint, movedFingerprint }: Judged, equalCount: number): Finding {
    const endLine = Math.max(raw.endLine ?? raw.line, raw.line);
    const snippet = raw.line > 0 ? snippetOf(this.redactor, raw.path, raw.line, endLine) : null;
    const data = raw.data && Object.fromEntries(Object.entries(raw.data).map(([key, value]) => [key, this.redactor.text(value)]));
    return {
      ruleId: rule.id,
      severity,
      ...(raw.toolSeverity ? { toolSeverity: raw.toolSeverity } : {}),
      confidence: raw.confidence,
      path: raw.path,
      line: raw.line,
      endLine,
      pathClass: pathClassOf(raw.path, this.vendored),
      message: this.redactor.text(raw.message),
      ...(snippet ? { snippet } : {}),
      ...(data ? { data } : {}),
      fingerprint,
      movedFingerprint,
      equalCount,
      ...(raw.suppression ? { suppression: this.masked(raw.suppression) } : {}),
    };
  }

  private masked(suppression: Suppression): Suppression {
    const text = this.redactor.text(suppression.text);
    return suppression.reason ? { ...suppression, text, reason: this.redactor.text(suppression.reason) } : { ...suppression, text };
  }

  private contentHash(path: string): string {
    const known = this.contentHashes.get(path);
    if (known) return known;
    this.bytes ??= new Map(this.context.package.files.map((file) => [file.path, file.bytes]));
    const hash = createHash("sha256")
      .update(this.bytes.get(path) ?? "")
      .digest("hex");
    this.contentHashes.set(path, hash);
    return hash;
  }
}

function countBy(judged: readonly Judged[], key: (one: Judged) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of judged) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return counts;
}

/** By place, then rule: the same on every machine, whatever order a check worked in. */
function inOrder(a: Judged, b: Judged): number {
  return (
    compare(a.raw.path, b.raw.path) ||
    a.raw.line - b.raw.line ||
    compare(a.rule.id, b.rule.id) ||
    (a.raw.endLine ?? 0) - (b.raw.endLine ?? 0) ||
    compare(a.fingerprint, b.fingerprint) ||
    compare(a.raw.message, b.raw.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
