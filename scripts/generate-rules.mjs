// Finds the rule folders and writes the two lists that the engine reads, so that a rule is one folder and nothing else:
//   scanners/checks/<check>/rules/<rule or family>/metadata.ts   exports RULES, what people read
//   scanners/checks/<check>/rules/<rule or family>/detect.ts     exports detect, what finds it (absent where an engine of
//                                                                the check reports the codes)
// The bootstrap calls this before every command. Needs nothing but Node 18.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const checksFolder = fileURLToPath(new URL("../scanners/checks/", import.meta.url));
const HEADER = "// Generated from the rule folders by scripts/generate-rules.mjs at every command. Do not edit.\n";

function foldersIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort((a, b) => (a < b ? -1 : 1));
}

/** Folders of a check that hold this file. */
function withFile(check, file) {
  const rules = join(checksFolder, check, "rules");
  return foldersIn(rules).filter((folder) => existsSync(join(rules, folder, `${file}.ts`)));
}

function list(items, indent) {
  return items.map((item) => `${indent}${item},\n`).join("");
}

function metadataList(checks) {
  const found = checks.flatMap((check) => withFile(check, "metadata").map((folder) => [check, folder]));
  const imports = found.map(([check, folder], at) => `import { RULES as r${at} } from "../checks/${check}/rules/${folder}/metadata";\n`);
  return `${HEADER}${imports.join("")}\nexport const RULE_FOLDERS = [\n${list(
    found.map((_, at) => `r${at}`),
    "  ",
  )}];\n`;
}

function detectorList(check) {
  const found = withFile(check, "detect");
  const imports = found.map((folder, at) => `import { detect as d${at} } from "./rules/${folder}/detect";\n`);
  return `${HEADER}${imports.join("")}\nexport const DETECTORS = [\n${list(
    found.map((_, at) => `d${at}`),
    "  ",
  )}];\n`;
}

/** Path (absolute) and wanted content of each generated file. */
export function generatedFiles() {
  const checks = foldersIn(checksFolder);
  const lists = checks.filter((check) => withFile(check, "detect").length > 0);
  return [
    [join(dirname(checksFolder), "ruleset", "rule-folders.ts"), metadataList(checks)],
    ...lists.map((check) => [join(checksFolder, check, "rule-folders.ts"), detectorList(check)]),
  ];
}

/** Writes what changed; a file that is right stays untouched. */
export function generateRules() {
  for (const [path, content] of generatedFiles()) {
    if (!existsSync(path) || readFileSync(path, "utf8") !== content) writeFileSync(path, content);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateRules();
