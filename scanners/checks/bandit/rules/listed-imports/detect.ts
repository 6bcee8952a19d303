import type { PyNode } from "../../../../python/ast";
import type { BanditTests } from "../../issue";
import { LISTED_IMPORTS, listedIssue } from "../../listed-names";

/** Source: Bandit 1.9.4 core/blacklisting.py. Names count by their beginning, so `subprocess_tools` does too. */
export const detect: BanditTests = {
  Import: [
    {
      code: "B404",
      test: ({ node }) => {
        const prefix = node.nodeType === "ImportFrom" && node.module ? `${node.module}.` : "";
        for (const entry of LISTED_IMPORTS) {
          for (const alias of node.names as PyNode[]) {
            if (entry.names.some((name) => `${prefix}${alias.name}`.startsWith(name))) return listedIssue(entry, alias.name);
          }
        }
        return null;
      },
    },
  ],
};
