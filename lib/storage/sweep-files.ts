import { randomBytes } from "node:crypto";
import { link, readdir, rename, stat } from "node:fs/promises";
import path from "node:path";
import { removeIfThere } from "./put-file";

export interface SweepOptions {
  /** Younger files stay, used or not: their upload may still be on its way. */
  olderThanMs: number;
  /** Whether anything names the file. Asked twice before a file goes. */
  isUsed(sha256: string): Promise<boolean>;
}

const SHA256 = /^[0-9a-f]{64}$/;

/** `Storage.sweep` of a local folder. */
export async function sweepFiles(root: string, options: SweepOptions): Promise<number> {
  const tmp = path.join(root, "tmp");
  const isOld = async (file: string) => {
    const facts = await stat(file).catch(() => null);
    return facts !== null && Date.now() - facts.mtimeMs >= options.olderThanMs;
  };
  let removed = 0;
  for (const folder of await readdir(root).catch(() => [])) {
    for (const name of await readdir(path.join(root, folder)).catch(() => [])) {
      const file = path.join(root, folder, name);
      if (!(await isOld(file))) continue;
      if (folder === "tmp") await removeIfThere(file);
      else if (!SHA256.test(name) || (await options.isUsed(name)) || !(await takeAway(file, tmp, options, isOld))) continue;
      removed += 1;
    }
  }
  return removed;
}

/**
 * Between a look and a removal somebody may store the same bytes again, or name the old ones: the file is set aside
 * first, looked at once more, and put back when it is wanted after all. Whoever dies in between leaves a file in `tmp`
 * that the next sweep finds, and the upload's own check says that its file is gone.
 */
async function takeAway(file: string, tmp: string, { isUsed }: SweepOptions, isOld: (file: string) => Promise<boolean>): Promise<boolean> {
  const aside = path.join(tmp, randomBytes(16).toString("hex"));
  try {
    await rename(file, aside);
  } catch {
    return false;
  }
  const isWanted = !(await isOld(aside)) || (await isUsed(path.basename(file)));
  // A link never replaces: what was stored under the name meanwhile is newer and the same.
  if (isWanted) await link(aside, file).catch(ignoreExisting);
  await removeIfThere(aside);
  return !isWanted;
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
