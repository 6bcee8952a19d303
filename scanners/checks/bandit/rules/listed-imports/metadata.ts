import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B404",
    checkId: "bandit",
    code: "B404",
    title: "The subprocess module is imported",
    why: "The import itself does no harm; it tells a reviewer that the plugin may start other programs, and where to look. Many good plugins do, for instance to call GDAL or GRASS tools.",
    howToFix:
      "Nothing needs fixing. If a processing algorithm or a Python binding does the same work (processing.run(), osgeo.gdal), it is easier to support on all systems than an external program.",
    intended: nosec("B404", "import subprocess"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "import subprocess\n" },
    goodExample: { path: "plugin.py", code: "import processing\n" },
    references: [banditReference("blacklists", "blacklist_imports", "Bandit: imports to watch, B404")],
    cwe: 78,
  },
];
