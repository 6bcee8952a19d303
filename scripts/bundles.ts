import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BuildOptions, build, context, type Plugin } from "esbuild";
import { projectRoot } from "./project-root";

/** Every program that runs outside Next: name in `dist/` -> its source. */
const entries: Record<string, string> = {
  web: "app/_front/main.ts",
  worker: "workers/main.ts",
  "scan-process": "scanners/core/scan-process.ts",
  "patch-process": "scanners/fixes/patch-process.ts",
  "validate-thread": "scanners/archive/validate-thread.ts",
  "describe-thread": "scanners/archive/describe-thread.ts",
  "compare-thread": "scanners/archive/compare/compare-thread.ts",
  "harmless-thread": "scanners/archive/harmless/harmless-thread.ts",
  migrate: "scripts/migrate.ts",
  seed: "scripts/seed.ts",
};

/** The command line, a package of its own in `dist/cli`. */
const cliEntries: Record<string, string> = {
  greenbadge: "scanners/cli.ts",
  "scan-process": "scanners/core/scan-process.ts",
};

/** CommonJS packages inside an ES module ask for `require`, `__filename` and `__dirname`: they get real ones. */
const banner = [
  'import { createRequire as bundleRequire } from "node:module";',
  'import { fileURLToPath as bundlePath } from "node:url";',
  'import { dirname as bundleDirname } from "node:path";',
  "const require = bundleRequire(import.meta.url);",
  "const __filename = bundlePath(import.meta.url);",
  "const __dirname = bundleDirname(__filename);",
].join("\n");

function options(outdir = "dist"): BuildOptions {
  return {
    absWorkingDir: projectRoot,
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, source]) => existsSync(join(projectRoot, source)))),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node22",
    format: "esm",
    jsx: "automatic",
    sourcemap: "linked",
    banner: { js: banner },
    // An optional native driver of `pg` that we neither install nor want; and Next, which reads files beside its own code.
    external: ["pg-native", "next"],
    logLevel: "warning",
    define: { "process.env.NODE_ENV": '"production"' },
    legalComments: "none",
    write: false,
    plugins: [writeWhole],
  };
}

/** The programs alone, in a folder of the caller's: tests run the real threads and a real worker process from there. */
export async function bundleInto(outdir: string): Promise<void> {
  await build(options(outdir));
}

/** Bundles each program with everything inside: it starts in a tenth of a second and needs no node_modules. */
export async function bundle(): Promise<void> {
  await build(options());
  await bundleCli(join(projectRoot, "dist", "cli"));
}

/** Bundles now and again after each change; `onBuilt` is called after every success but the first. */
export async function watchBundles(onBuilt: () => void): Promise<void> {
  let builds = 0;
  const report: Plugin = {
    name: "report",
    setup: ({ onEnd }) =>
      onEnd((result) => {
        if (result.errors.length === 0 && builds++ > 0) onBuilt();
      }),
  };
  const { plugins = [], ...rest } = options();
  const watcher = await context({ ...rest, plugins: [...plugins, report] });
  await watcher.watch();
}

/** Moves each file in whole: a worker that starts meanwhile reads the old program or the new one, never half of it. */
const writeWhole: Plugin = {
  name: "write-whole",
  setup: ({ onEnd }) =>
    onEnd(({ outputFiles }) => {
      for (const { path, contents } of outputFiles ?? []) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(`${path}.${process.pid}`, contents);
        renameSync(`${path}.${process.pid}`, path);
      }
    }),
};

/**
 * The command line as a package of its own, which authors install without the site: two programs with everything inside,
 * small because they are loaded at every run, and what npm wants to know.
 */
export async function bundleCli(outdir: string): Promise<void> {
  await build({ ...options(outdir), entryPoints: cliEntries, sourcemap: false, minify: true, keepNames: true });
  const { version, license } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { version: string; license: string };
  const content = {
    name: "greenbadge",
    version,
    license,
    type: "module",
    description: "Checks a QGIS plugin as the plugin site does, on your machine.",
    bin: { greenbadge: "greenbadge.mjs" },
    files: ["greenbadge.mjs", "scan-process.mjs"],
    engines: { node: ">=22.18" },
  };
  writeFileSync(join(outdir, "package.json"), `${JSON.stringify(content, null, 2)}\n`);
  copyFileSync(join(projectRoot, "docs", "command-line.md"), join(outdir, "README.md"));
  copyFileSync(join(projectRoot, "LICENSE"), join(outdir, "LICENSE"));
  chmodSync(join(outdir, "greenbadge.mjs"), 0o755);
}
