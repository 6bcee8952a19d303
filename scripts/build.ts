import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundles";
import { type Environment, runToEnd } from "./processes";
import { step } from "./progress";
import { projectRoot } from "./project-root";
import { nextArguments } from "./web";

const common = ["lib/**", "db/**", "scanners/**", "package-lock.json", "tsconfig.json"];
/** What goes into each part: when nothing of it changed, the part is not built again. */
const parts = {
  web: [...common, "app/**", "components/**", "public/**", "next.config.ts", "postcss.config.mjs", "proxy.ts", "instrumentation.ts"],
  bundles: [...common, "app/_front/**", "app/plugins/**", "emails/**", "workers/**", "scripts/**"],
};
const noInput = /(\.test\.tsx?$)|((^|\/)fixtures\/)/;

/** Builds what changed since the last build: first the programs in `dist/` (a second), then the site in `.next/` (half a minute). */
export async function buildAll(env: Environment, wanted: (keyof typeof parts)[] = ["bundles", "web"]): Promise<void> {
  await ifChanged("bundles", existsSync(join(projectRoot, "dist")), () => step("Bundling the worker and the commands", bundle));
  if (!wanted.includes("web")) return;
  const built = existsSync(join(projectRoot, ".next", "BUILD_ID"));
  await ifChanged("web", built, () => step("Building the site (half a minute)", () => buildSite(env)));
}

async function buildSite(env: Environment) {
  // An earlier build's cache may be reused, but its result must not be taken for this one's if this one fails.
  rmSync(join(projectRoot, ".next", "BUILD_ID"), { force: true });
  await runToEnd("Building the site", nextArguments("build"), { ...env, NODE_ENV: "production" });
}

async function ifChanged(part: keyof typeof parts, isBuilt: boolean, build: () => Promise<void>) {
  const stampFile = join(projectRoot, "dist", `.built-${part}`);
  const stamp = hashOf(parts[part]);
  if (isBuilt && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  rmSync(stampFile, { force: true });
  await build();
  mkdirSync(join(projectRoot, "dist"), { recursive: true });
  writeFileSync(stampFile, stamp);
}

function hashOf(patterns: string[]): string {
  const hash = createHash("sha256").update(process.version);
  const found = globSync(patterns, { cwd: projectRoot, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of [...new Set(files)].sort()) {
    const name = file.slice(projectRoot.length).replaceAll("\\", "/");
    if (!noInput.test(name)) hash.update(name).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

if (process.argv[1]?.endsWith("build.ts")) {
  buildAll(process.env).catch((error: Error) => {
    console.error(`\n${error.message}`);
    process.exit(1);
  });
}
