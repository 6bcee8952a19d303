import type { Check, CheckContext, RawFinding } from "../../core/check";
import { rulesOfCheck } from "../../ruleset/rules";
import { INFO } from "./info";
import { findIssues } from "./visit";

/** Bandit 1.9.4's tests on our own tree. Files that cannot be parsed are reported by the coverage check. */
export const check: Check = {
  info: INFO,
  rules: rulesOfCheck("bandit"),
  *run(context: CheckContext): Iterable<RawFinding> {
    for (const file of context.python) {
      context.signal.throwIfAborted();
      const tree = file.tree;
      if (tree) yield* findIssues(file, tree);
    }
  },
};
