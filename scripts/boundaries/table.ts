/** One folder and what its files may import. Its own files are always allowed. */
export type Zone = {
  folder: string;
  /** Folders or files (without extension) of ours. */
  own: string[];
  /** npm packages, with whatever lies under them; "any" where the table names only forbidden ones. */
  packages: string[] | "any";
  /** Packages that stay forbidden when `packages` is "any". */
  butNot?: string[];
  /** Node's built-in modules. */
  node: boolean;
};

const webPackages = ["next", "next-auth", "react", "react-dom", "server-only"];

/**
 * The table "who may import whom" of the architecture. The first zone whose folder holds the file counts, so narrow ones stand first.
 * What no zone names (scripts, tests, configuration in the root) may import anything, and nothing in a zone may import it.
 */
export const zones: Zone[] = [
  { folder: "lib/domain", own: ["lib/validation"], packages: ["zod"], node: false },
  { folder: "lib/validation", own: ["lib/domain"], packages: ["zod"], node: false },
  { folder: "lib", own: [], packages: "any", butNot: webPackages, node: true },
  { folder: "scanners", own: [], packages: ["diff", "py-ast", "@zip.js/zip.js", "diff", "sax", "yaml", "zod"], node: true },
  {
    folder: "db",
    own: ["lib", "scanners/archive", "scanners/core", "scanners/fixes/fixes", "scanners/ruleset"],
    packages: ["drizzle-orm", "pg", "rate-limiter-flexible", "zod"],
    node: true,
  },
  {
    folder: "emails",
    own: ["lib/urls", "lib/domain/code-pieces", "scanners/ruleset/rules", "scanners/core/types", "scanners/core/verdict"],
    packages: ["@react-email", "react"],
    node: false,
  },
  {
    folder: "workers",
    own: ["scanners", "db", "emails", "lib"],
    packages: "any",
    butNot: ["next", "next-auth", "server-only"],
    node: true,
  },
  {
    folder: "components",
    own: [
      "lib/domain",
      "lib/urls",
      "lib/action-state",
      "scanners/ruleset/rules",
      "scanners/ruleset/pragma",
      "scanners/ruleset/case-words",
      "scanners/ruleset/example-text",
      "scanners/report/path-hint",
    ],
    packages: ["react", "react-dom", "next", "lucide-react", "shiki"],
    node: false,
  },
  {
    // The sign-in mail is rendered where its link is made: the token must not enter a job (docs/adr/0007). A decision's mail is shown to whoever
    // is about to send it, from the template itself (docs/adr/0031).
    folder: "app/_server",
    own: ["app", "db/queries", "db/commands", "db/context", "lib", "emails/render", "emails/sign-in", "emails/decision"],
    packages: "any",
    node: true,
  },
  {
    folder: "app",
    own: ["db/queries", "db/commands", "db/context", "lib", "components", "scanners/ruleset", "scanners/archive", "scanners/report"],
    packages: "any",
    node: true,
  },
];

/** The one reader of process.env. */
export const environmentReader = "lib/env.ts";

/** `server-only` throws outside Next, and db/ and lib/ are loaded by the worker too. */
export const serverOnlyFolder = "app/_server";
