import { isOtherFileType, isYaml } from "../file-types";
import { iniLines } from "./ini-lines";
import { yamlLines } from "./yaml-lines";

/**
 * A file's lines as the tool rewrites them before it looks for anything: configuration files and YAML, whose values need
 * no quotes. Every file may be a configuration file. Source: detect-secrets 1.5.0, transformers/__init__.py.
 *
 * @returns null where the file is looked at as it stands.
 */
export function transformedLines(path: string, text: string): string[] | null {
  const lines = iniLines(text) ?? (isYaml(path) ? yamlLines(text) : null);
  return lines?.length ? lines : null;
}

/**
 * A second reading of a file in which nothing was found, as settings without a header, as in `.env` files; only for file
 * types that the tool does not know.
 */
export function settingsLines(path: string, text: string): string[] | null {
  return isOtherFileType(path) ? iniLines(text, true) : null;
}
