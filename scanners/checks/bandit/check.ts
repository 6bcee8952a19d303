import type { Check, CheckContext, RawFinding } from "../../core/check";
import { INFO, RULES } from "./rules";
import { findIssues } from "./visit";

/** Bandit 1.9.4's tests on our own tree. Files that cannot be parsed are reported by the coverage check. */
export const check: Check = {
  info: INFO,
  rules: RULES,
  *run(context: CheckContext): Iterable<RawFinding> {
    for (const file of context.python) {
      context.signal.throwIfAborted();
      const tree = file.tree;
      if (tree) yield* findIssues(file, tree);
    }
  },
};
