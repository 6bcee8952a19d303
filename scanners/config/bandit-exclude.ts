import type { PluginPackage } from "../archive/types";
import type { ConfigEntry } from "./config-entry";
import { compilePattern } from "./fnmatch";

export interface ExcludeEntry extends ConfigEntry {
  /** @param path with the top folder in front, as everywhere in a package. */
  matches: (path: string) => boolean;
}

/**
 * The entries of `exclude`: a folder stands for all that lies in it; anything else is a pattern for the whole path or a part
 * of it. Source: Bandit 1.9.4 core/manager.py, `discover_files` and `_is_file_included`.
 */
export function excludeEntries(words: readonly string[], line: number, pluginPackage: PluginPackage): ExcludeEntry[] {
  const folders = foldersOf(pluginPackage);
  return words.map((word) => {
    const pattern = folders.has(word.replace(/\/+$/, "")) ? `${word}${word.endsWith("/") ? "" : "/"}*` : word;
    const fits = /[*?[]/.test(pattern) ? compilePattern(pattern) : () => false;
    return { text: `exclude = ${word}`.slice(0, 200), line, matches: (path: string) => path.includes(pattern) || fits(path) };
  });
}

/** Folders as they can be named from the folder above the plugin's. */
function foldersOf(pluginPackage: PluginPackage): ReadonlySet<string> {
  const folders = new Set([".", ".."]);
  for (const { path } of pluginPackage.files) {
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
      folders.add(`./${folder}`);
    }
  }
  return folders;
}
