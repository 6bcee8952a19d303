/** A plugin that breaks every rule many times over: what a report must stay usable with. */
import { RULES } from "@/scanners/ruleset/rules";
import { type PluginOptions, pluginFiles } from "./plugin";
import { zipFolder } from "./zip";

/** Of each rule about code: 31 make 5,000 findings of 125 rules, as a large plugin with its libraries has them. */
const COPIES = 31;

const CHECKS_OF_CODE = ["bandit", "secrets", "flake8"];

/** Own code, libraries and tests by turns. Files that cannot be parsed hold nothing else to find: those are left out. */
export function manyFindingsZip(options: PluginOptions = {}, copies = COPIES): Uint8Array {
  const rules = RULES.filter((rule) => CHECKS_OF_CODE.includes(rule.checkId) && rule.code !== "E999" && !rule.badExample.encoding);
  const files = rules.flatMap(({ code, badExample }) =>
    Array.from({ length: copies }, (_, index): [string, string] => [
      `${["core", "gui", "extlibs/six", "test", "core"][index % 5]}/${code.toLowerCase()}_${index}_${badExample.path.split("/").at(-1)}`,
      badExample.code,
    ]),
  );
  return zipFolder(pluginFiles({ ...options, files: { ...Object.fromEntries(files), ...options.files } }));
}
