/** `npm run scan`: bundles the command line, some tenths of a second, and runs it: the program that authors install. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { bundleCli } from "./bundles";
import { projectRoot } from "./project-root";

const folder = join(projectRoot, "dist", "cli");
await bundleCli(folder);
// npm runs scripts in the project's folder; paths are meant from where the person stands.
const cwd = process.env.INIT_CWD ?? process.cwd();
const child = spawn(process.execPath, [join(folder, "greenbadge.mjs"), ...process.argv.slice(2)], { cwd, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
child.once("exit", (code) => {
  process.exitCode = code ?? 2;
});
