import type { BanditTests } from "../../issue";

/** Source: Bandit 1.9.4 plugins/asserts.py, which skips no files by default. */
export const detect: BanditTests = {
  Assert: [
    {
      code: "B101",
      test: () => ({
        code: "B101",
        severity: "low",
        confidence: "high",
        message: "This assert is left out when Python runs with optimisation.",
      }),
    },
  ],
};
