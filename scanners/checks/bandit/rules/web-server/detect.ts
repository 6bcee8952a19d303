import type { BanditTests } from "../../issue";

/** Source: Bandit 1.9.4 plugins/app_debug.py. */
export const detect: BanditTests = {
  Call: [
    {
      code: "B201",
      names: ["run"],
      test: (call) => {
        if (!call.qualifiedName.endsWith(".run") || !call.imports.hasLike("flask") || !call.isKeyword("debug", "True")) return null;
        return {
          code: "B201",
          severity: "high",
          confidence: "medium",
          line: call.lineOfKeyword("debug"),
          message: "A Flask server is started with its debugger, which runs what a visitor types.",
        };
      },
    },
  ],
};
