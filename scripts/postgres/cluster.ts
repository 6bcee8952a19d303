import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Account, canReach, sharedFolder } from "./account";
import type { Binaries } from "./binaries";

const run = promisify(execFile);

/** The role that owns everything in a built-in server. */
export const superuser = "greenbadge";

/** Where a data folder keeps its parts: the server's own files, the password that opens it, and the server's log. */
export type Cluster = { files: string; password: string; logFile: string };

/**
 * Opens the data folder, and makes it when it is not there. Sorting is by Unicode code point, the same on every machine.
 * An interrupted first start leaves only `new`, which the next one throws away.
 */
export async function openCluster(dataDir: string, binaries: Binaries, account: Account): Promise<Cluster> {
  makeReachable(dataDir, account);
  const folder = realpathSync(dataDir);
  const files = join(folder, "cluster");
  const logFile = join(folder, "server.log");
  const passwordFile = join(folder, "password");
  if (existsSync(files)) return { files, logFile, password: readFileSync(passwordFile, "utf8").trim() };

  const password = randomBytes(24).toString("base64url");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const draft = join(folder, "new");
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (account) {
    chownSync(draft, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  await initialise(draft, passwordFile, binaries, account);
  if (account) chownSync(passwordFile, 0, 0);
  renameSync(draft, files);
  return { files, logFile, password };
}

async function initialise(target: string, passwordFile: string, binaries: Binaries, account: Account) {
  const options = ["--pgdata", target, "--username", superuser, "--pwfile", passwordFile, "--auth", "scram-sha-256"];
  const locale = ["--encoding", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"];
  try {
    await run(binaries.initdb, [...options, ...locale], { ...account, cwd: dirname(target) });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`The database could not be set up: ${stderr?.trim() || message}`);
  }
}

/** In a closed home the server's account cannot walk to the data folder: then it is a link to a folder which it can reach. */
function makeReachable(dataDir: string, account: Account) {
  mkdirSync(dirname(dataDir), { recursive: true });
  if (existsSync(dataDir)) return;
  if (canReach(account, dataDir)) {
    mkdirSync(dataDir, { mode: 0o711 });
    return;
  }
  rmSync(dataDir, { force: true });
  const folder = mkdtempSync(join(sharedFolder(), "data-"));
  chmodSync(folder, 0o711);
  symlinkSync(folder, dataDir);
}
