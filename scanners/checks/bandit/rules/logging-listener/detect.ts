import type { BanditTests } from "../../issue";

/** Source: Bandit 1.9.4 plugins/logging_config_insecure_listen.py. */
export const detect: BanditTests = {
  Call: [
    {
      code: "B612",
      names: ["listen"],
      test: (call) =>
        call.qualifiedName === "logging.config.listen" && !call.keywords.has("verify")
          ? {
              code: "B612",
              severity: "medium",
              confidence: "high",
              message: "logging.config.listen() takes settings from a port without checking them.",
            }
          : null,
    },
  ],
};
