import { isName, type PyNode } from "../../../../python/ast";
import type { BanditIssue, BanditTests } from "../../issue";

/**
 * Handlers of every error, or of `Exception`, whose only statement does nothing.
 * Source: Bandit 1.9.4 plugins/try_except_pass.py and try_except_continue.py, which leave other types alone by default.
 */
function ignores(node: PyNode, statement: "Pass" | "Continue"): boolean {
  const catchesAll = !node.type || isName(node.type, "Exception");
  return catchesAll && node.body.length === 1 && node.body[0].nodeType === statement;
}

function report(code: string, message: string): BanditIssue {
  return { code, severity: "low", confidence: "high", message };
}

export const detect: BanditTests = {
  ExceptHandler: [
    {
      code: "B110",
      test: ({ node }) => (ignores(node, "Pass") ? report("B110", "Any error is caught here and passed over in silence.") : null),
    },
    {
      code: "B112",
      test: ({ node }) => (ignores(node, "Continue") ? report("B112", "Any error is caught here, and the loop goes on in silence.") : null),
    },
  ],
};
