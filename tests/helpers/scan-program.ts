import { join } from "node:path";
import { build } from "esbuild";

/** The program of a scan's process, bundled into a folder of a test's own. Returns its path. */
export async function bundleScanProgram(folder: string): Promise<string> {
  const outfile = join(folder, "scan-process.mjs");
  await build({
    entryPoints: ["scanners/core/scan-process.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  return outfile;
}
