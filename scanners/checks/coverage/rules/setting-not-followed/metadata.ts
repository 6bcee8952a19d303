import type { RuleMetadata } from "../../../../core/types";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "coverage/setting-not-followed",
    checkId: "coverage",
    code: "setting-not-followed",
    title: "A setting in the package is not followed",
    why: "The files .bandit, .flake8 and .secrets.baseline in the plugin's top folder may say which findings are known. They are read as data: they can hide findings and nothing else. A setting that would load code, point to another file or change how files are searched is passed over, and so is a file that cannot be read.\n\nYou are told because the result here may then differ from what the same file gives you at home.",
    howToFix:
      "Correct the entry, or take it out. To hide a single finding, write the comment that its rule names behind the line; that works here and at home.",
    intended: "Nothing has to be done if the setting is only meant for your own machine: this note changes no verdict.",
    defaultSeverity: "info",
    badExample: { path: ".bandit", code: "[bandit]\nprofile = strict\n" },
    goodExample: { path: ".bandit", code: "[bandit]\nskips = B101\n" },
    references: [{ title: "Bandit: configuration", url: "https://bandit.readthedocs.io/en/latest/config.html" }],
  },
];
