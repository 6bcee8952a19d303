import { ENGINE_VERSION } from "../core/engine-version";
import { RULESETS } from "../ruleset/rulesets";

export const SHORT_USAGE = "greenbadge scan <zip|folder> [options], --explain RULE, --list-rules; --help says more.";

export const versionText = (): string =>
  `greenbadge, engine ${ENGINE_VERSION}\n${RULESETS.map((ruleset) => `ruleset ${ruleset.name} ${ruleset.version}  ${ruleset.digest}\n`).join("")}`;

export const HELP = `Checks a QGIS plugin as the plugin site does: the rules for the package, Bandit, secrets, code quality, file
permissions and suspicious files. Nothing in the package is run. Nothing leaves this machine, unless you give --server.

  greenbadge scan <zip|folder>    scans a ZIP, or a plugin's folder as it would be zipped
  greenbadge --explain RULE       why a rule matters, how to fix it, how to say that it is intended
  greenbadge --list-rules         every rule with its severity

  --format FORMAT    text (default), json, sarif, junit, github (annotations of GitHub Actions),
                     qgis (the report that the QGIS site of July 2026 stores)
  --output FILE      writes the report there; a line on the terminal says how it ended
  --ruleset NAME     ${RULESETS.map((ruleset) => ruleset.name).join(" or ")}; or a JSON file with a ruleset
  --server URL       takes the ruleset that this site has in force (https, or http to this machine)
  --decisions FILE   what was acknowledged and accepted on the site, and the key of the plugin's fingerprints.
                     The site gives this file to the plugin's editors only: sign in there and save
                     /api/v1/plugins/<package name>/decisions, or use --token-file
  --token-file FILE  with --server: a token of one of the plugin's editors, with which the site is asked for the
                     decisions. - reads it from the standard input
  --baseline REPORT  a report of an earlier run (--format json --output REPORT): says what is new, carried over
                     and fixed
  --fix-diff FILE    writes a patch of what a machine can mend without a doubt, for \`git apply\` in the folder that
                     holds the plugin's. Changes nothing by itself; what is suppressed or kept is left alone
  --new-plugin       this is the first upload: adds the rules for names of new plugins
  --threads N        processes that share the work; default: the cores of this machine, at most 4
  --version          engine and rulesets of this program

It ends with
  0  passed, perhaps with suggestions
  1  blocked by a critical finding, or a package that the site would refuse
  2  something could not be checked, or failed (the site cannot be reached, a file cannot be written)
  3  wrong usage: unknown option or rule, no such file, a folder without a plugin
`;
