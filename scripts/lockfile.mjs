// Completes package-lock.json after a change of dependencies: `node scripts/lockfile.mjs`.
//
// Some packages have one optional dependency per platform. When the registry in use lacks one of them, npm leaves it out of
// the lockfile and then refuses the lockfile ("Missing: … from lock file"). A bare entry with version, os and cpu is enough:
// npm skips it on every other platform. Addresses are removed too, so that any registry can serve the install.
import { readFileSync, writeFileSync } from "node:fs";

const systems = {
  linux: "linux",
  darwin: "darwin",
  win32: "win32",
  windows: "win32",
  freebsd: "freebsd",
  android: "android",
  openharmony: "openharmony",
};
const processors = {
  x64: "x64",
  arm64: "arm64",
  arm: "arm",
  ia32: "ia32",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  wasm32: "wasm32",
};

/** Where Node would find `name` from the package at `from`, as a key of the lockfile. */
function resolve(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const key = `${folder ? `${folder}/` : ""}node_modules/${name}`;
    if (packages[key]) return key;
    if (!folder) return null;
  }
}

/** Platform packages carry their platform in their name: `…-linux-arm64-musl`. */
function bareEntry(name, version) {
  const words = name.split(/[-/]/);
  const os = words.map((word) => systems[word]).filter(Boolean);
  const cpu = words.map((word) => processors[word]).filter(Boolean);
  if (os.length === 0 && cpu.length === 0) return null;
  const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") && os.includes("linux") ? ["glibc"] : undefined;
  return { version, ...(cpu.length && { cpu }), ...(libc && { libc }), optional: true, ...(os.length && { os }) };
}

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
let added = 0;
for (const [from, entry] of Object.entries(lock.packages)) {
  delete entry.resolved;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolve(lock.packages, from, name)) continue;
    const bare = /^\d/.test(version) ? bareEntry(name, version) : null;
    if (!bare) {
      console.error(`${name} ${version}, wanted by ${from}, is not in the lockfile and its platform is not in its name.`);
      process.exitCode = 1;
      continue;
    }
    lock.packages[`node_modules/${name}`] = bare;
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} ${added === 1 ? "entry" : "entries"} for other platforms added.`);
