import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project-root";
import { zones } from "./table";
import { findViolations } from "./violations";

const patterns = [...new Set(zones.map(({ folder }) => folder.split("/")[0]))].map((folder) => `${folder}/**/*.{ts,tsx}`);
const files = globSync(patterns, { cwd: projectRoot }).map((file) => file.replaceAll("\\", "/"));
const problems = files.sort().flatMap((file) => findViolations(file, readFileSync(join(projectRoot, file), "utf8")));
for (const problem of problems) console.error(problem);
console.log(`${files.length} files, ${problems.length} forbidden ${problems.length === 1 ? "import" : "imports"}.`);
process.exitCode = problems.length > 0 ? 1 : 0;
