import { existsSync, lstatSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Whom the server runs as. Null means: as ourselves. */
export type Account = { uid: number; gid: number } | null;

/**
 * PostgreSQL refuses to run as root, so root lends it the account `nobody`, which owns nothing on a normal machine.
 * Everyone else runs it as themselves.
 */
export function serverAccount(): Account {
  if (process.platform === "win32" || process.getuid?.() !== 0) return null;
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith("nobody:"));
  const [, , uid, gid] = (line ?? "").split(":");
  if (!uid || !gid) {
    throw new Error(
      "PostgreSQL cannot run as root and this machine has no account `nobody`. Run Greenbadge as a normal user, or set DATABASE_URL.",
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** Can this account walk to `path`? True as soon as every existing folder on the way lets it pass. */
export function canReach(account: Account, path: string): boolean {
  if (!account) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder)) {
      const { mode, uid, gid } = statSync(folder);
      const passes = uid === account.uid ? mode & 0o100 : gid === account.gid ? mode & 0o010 : mode & 0o001;
      if (!passes) return false;
    }
    if (dirname(folder) === folder) return true;
  }
}

/**
 * A folder of ours that the account can reach although the project lies in a closed home.
 * Only used as root, so /var/lib is normal; a folder that somebody else prepared is never trusted.
 */
export function sharedFolder(): string {
  const problems: string[] = [];
  for (const base of ["/var/lib", "/var/tmp"]) {
    const folder = join(base, "greenbadge");
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      const found = lstatSync(folder);
      if (found.isDirectory() && found.uid === process.getuid?.() && !(found.mode & 0o022)) return folder;
      problems.push(`${folder} belongs to somebody else`);
    } catch (error) {
      problems.push(`${folder}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `There is no folder for the database that its account can reach (${problems.join("; ")}). Set DATABASE_URL, or run as a normal user.`,
  );
}
