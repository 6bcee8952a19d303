import { givenValue } from "../../given-value";
import type { BanditTests } from "../../issue";

/** Source: Bandit 1.9.4 plugins/exec.py. */
export const detect: BanditTests = {
  Call: [
    {
      code: "B102",
      names: ["exec"],
      test: (call) =>
        call.qualifiedName === "exec"
          ? {
              code: "B102",
              severity: "medium",
              confidence: "high",
              message: `exec() runs ${givenValue(call.node.args[0], "text", "value")}.`,
            }
          : null,
    },
  ],
};
