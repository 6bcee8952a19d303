import type { Page } from "@playwright/test";
import { reportView, urls } from "@/lib/urls";
import { REMEMBER } from "@/scripts/demo/python-sources";
import { awsSecret, BARE_EXCEPT, CLEAN, PYTHON_2, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import { manyFindingsZip } from "@/tests/builders/many-findings";
import type { Person } from "@/tests/helpers/e2e-site";
import { packed, unfold } from "./bring-about";
import type { Stage, State } from "./state";

const FETCH = 'import requests\n\n\ndef fetch():\n    return requests.get("https://example.org", verify=False, timeout=9)\n';
const LOAD = "import yaml\n\n\ndef load(text):\n    return yaml.load(text, Loader=yaml.Loader)\n";
const DIGEST = "import hashlib\n\n\ndef digest(text):\n    return hashlib.md5(text).hexdigest()\n";
const INTENDED = SHELL_INTENDED.replace("B602", "B602: the command is a constant of this plugin");
const IN_TEST = SHELL.replace("def run", "def test_run");
const [DEEP, DIALOG] = ["gui/widgets/attribute_tables/toolbars_and_menus/context_menus_of_selected_features", "coordinate_dialog"];

/** In both versions alike. */
const KEPT = {
  "work.py": SHELL,
  "commands.py": INTENDED,
  "settings.py": awsSecret(),
  "legacy/statistics.py": PYTHON_2,
  "test/test_work.py": IN_TEST,
  "test/data/test_reader.py": BARE_EXCEPT,
  "extlibs/six/__init__.py": BARE_EXCEPT,
  "extlibs/six/moves.py": DIGEST,
  "util/remember.py": REMEMBER,
  "tools/start.sh": { content: "#!/bin/sh\nexit 0\n", mode: 0o777 },
  ".flake8": "[flake8]\nignore = E501\nselect = E,F\nplugins = local\n",
  [`${DEEP}/${DIALOG}_with_a_long_name.py`]: BARE_EXCEPT,
};
const BEFORE = { "reader.py": LOAD, "digests.py": DIGEST, "gui/panel.py": BARE_EXCEPT };
const AFTER = { "reader.py": CLEAN, "digests.py": CLEAN, "gui/panels/panel.py": BARE_EXCEPT, "fetch.py": FETCH };
const ONLY_TESTS = { "work.py": CLEAN, "test/test_work.py": IN_TEST, "test/test_reader.py": BARE_EXCEPT };
const LONG_LIST = Array.from({ length: 620 }, (_, at) => BARE_EXCEPT.replace("read", `read_${at}`)).join("\n\n");

/** Of a report that holds everything: what is shown of it. */
const FILTERS: [name: string, filters: Parameters<typeof reportView>[1]][] = [
  ["critical", { severity: "critical" }],
  ["new", { state: "new" }],
  ["open", { state: "open" }],
  ["suppressed", { state: "suppressed" }],
  ["fixed", { state: "fixed" }],
  ["check", { check: "bandit" }],
  ["tests", { where: "test" }],
  ["library", { where: "vendored", path: "extlibs/six/" }],
  ["one-rule", { rule: "flake8/E722" }],
  ["nothing", { path: "no/such/folder" }],
];

/** What a report can hold, and what can be shown of it. */
export async function versionReports({ site, second }: Stage, author: Person): Promise<State[]> {
  const upload = (packageName: string, name: string, files: Parameters<typeof packed>[2], version = "1.0.0") =>
    site.checked(author, packed(packageName, name, files, { version }));
  const [before] = await Promise.all([
    upload("ve_survey_tools", "Survey Tools", { ...KEPT, ...BEFORE }),
    upload("ve_test_plots", "Test Plots", ONLY_TESTS),
    upload("ve_long_list", "Long List", { "work.py": LONG_LIST }),
  ]);
  await site.checked(author, manyFindingsZip({ packageName: "ve_everything", name: "Everything" }, 8));
  const after = await upload("ve_survey_tools", "Survey Tools", { ...KEPT, ...AFTER }, "1.1.0");
  const state = (name: string, packageName: string, act?: State["act"], version = "1.0.0", filters = {}): State => ({
    ...{ name: `version-report-${name}`, by: author, shows: reportView(urls.version(packageName, version), filters, "security-tab") },
    ...(act ? { act } : {}),
  });
  const survey = (name: string, act?: State["act"], filters = {}) => state(name, "ve_survey_tools", act, after.version, filters);
  const atRule = (rule: string) => (page: Page) => page.goto(`${new URL(page.url()).pathname}#rule-${rule}`);
  return [
    state("first", before.packageName),
    survey("second"),
    survey("all-open", unfold),
    survey("rule-open", atRule("flake8-E722")),
    survey("rule-shared-file", async (page) => {
      await page.goto(`${new URL(page.url()).pathname}?path=util%2Fremember.py`);
      await unfold(page);
    }),
    ...FILTERS.map(([name, filters]) => survey(`filtered-${name}`, name === "nothing" ? undefined : unfold, filters)),
    state("only-tests", "ve_test_plots", unfold),
    state("long-list", "ve_long_list", unfold),
    state("long-list-paged", "ve_long_list", undefined, "1.0.0", { rule: "flake8/E722" }),
    state("long-list-last-page", "ve_long_list", undefined, "1.0.0", { rule: "flake8/E722", page: 20 }),
    state("everything", "ve_everything"),
    state("everything-libraries", "ve_everything", undefined, "1.0.0", { where: "vendored" }),
    {
      ...{ name: "version-report-shared-file", by: second, shows: reportView(urls.version("tile_fetcher", "3.4.2"), {}, "libraries") },
      act: unfold,
    },
  ];
}
