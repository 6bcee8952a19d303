import type { CheckId, RuleMetadata } from "../core/types";

const PRAGMAS: Partial<Record<CheckId, (code: string) => string>> = {
  bandit: (code) => `# nosec ${code}`,
  flake8: (code) => `# noqa: ${code}`,
  secrets: () => "# pragma: allowlist secret",
};

/**
 * The comment that keeps a finding of this rule, to be put at the end of its line. Null where a comment cannot: the
 * rule's own text (`intended`) says what can be done instead.
 */
export function pragmaOf({ checkId, code, intended }: Pick<RuleMetadata, "checkId" | "code" | "intended">): string | null {
  const pragma = PRAGMAS[checkId]?.(code);
  return pragma && intended.includes(pragma) ? pragma : null;
}
