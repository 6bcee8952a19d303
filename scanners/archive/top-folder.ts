import type { PackageFile } from "./types";

/**
 * The plugin's folder: the one that holds metadata.txt. When several do, the first that also holds `__init__.py`;
 * when none does, the only folder there is, so that what is missing can be named.
 * @returns null when no folder can be told
 */
export function findTopFolder(files: readonly Pick<PackageFile, "path">[]): string | null {
  const paths = new Set(files.map((file) => file.path));
  const folders = [
    ...new Set(files.flatMap((file) => (file.path.includes("/") ? [file.path.slice(0, file.path.indexOf("/"))] : []))),
  ].sort();
  const described = folders.filter((folder) => paths.has(`${folder}/metadata.txt`));
  const candidates = described.length > 0 ? described : folders;
  const importable = candidates.find((folder) => paths.has(`${folder}/__init__.py`));
  return importable ?? described[0] ?? (folders.length === 1 ? (folders[0] ?? null) : null);
}
