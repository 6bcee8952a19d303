import { banditConfig } from "../../config/bandit-config";
import type { Check, CheckContext, RawFinding } from "../../core/check";
import { rulesOfCheck } from "../../ruleset/rules";
import { ConfigSuppressions } from "./config-suppression";
import { INFO } from "./info";
import { findIssues, type TestFailure } from "./visit";

/** Failures named in the error of a check; more are only counted. */
const MAX_NAMED = 5;

/** Bandit 1.9.4's tests on our own tree. Files that cannot be parsed are reported by the coverage check. */
export const check: Check = {
  info: INFO,
  rules: rulesOfCheck("bandit"),
  *run(context: CheckContext): Iterable<RawFinding> {
    const failures: TestFailure[] = [];
    const { settings } = banditConfig(context.package);
    for (const file of context.python) {
      context.signal.throwIfAborted();
      const tree = file.tree;
      if (!tree) continue;
      const findings = findIssues(file, tree, failures);
      yield* settings ? hidden(findings, new ConfigSuppressions(settings, file.path)) : findings;
    }
    if (failures.length > 0) throw failureOf(failures);
  },
};

/** Pragmas come first: only they can lift a critical finding. */
function hidden(findings: readonly RawFinding[], config: ConfigSuppressions): RawFinding[] {
  return findings.map((finding) => {
    const suppression = finding.suppression ?? config.suppressionOf(finding.code);
    return suppression ? { ...finding, suppression } : finding;
  });
}

/** A test that failed may have missed something, so the check cannot count as ended. */
function failureOf(failures: readonly TestFailure[]): AggregateError {
  const named = failures
    .slice(0, MAX_NAMED)
    .map(({ code, path, error }) => `${code} on ${path} (${error instanceof Error ? error.name : "unknown"})`);
  const more = failures.length > MAX_NAMED ? ` and ${failures.length - MAX_NAMED} more` : "";
  return new AggregateError(
    failures.map((failure) => failure.error),
    `tests failed: ${named.join(", ")}${more}`,
  );
}
