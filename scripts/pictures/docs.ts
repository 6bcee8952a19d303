import type { Page } from "@playwright/test";
import { changeRules, putRulesetInForce } from "@/db/commands/change-rule";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { urls } from "@/lib/urls";
import { done, seen, unfold } from "./bring-about";
import type { Area, Stage, State } from "./state";

const page = (name: string, shows: string, act?: State["act"]): State => ({ name: `docs-${name}`, by: null, shows, act });

const GUIDES = [
  ...["fixing-bandit", "fixing-secrets", "fixing-flake8", "fixing-permissions", "fixing-suspicious-files", "fixing-coverage"],
  ...["intended", "for-approvers"],
];

/** With cases, without, about files, off by default, with long examples. */
const RULES = [
  ...["bandit/B101", "bandit/B104", "bandit/B307", "bandit/B602", "secrets/AWSKeyDetector", "secrets/Base64HighEntropyString"],
  ...["secrets/PrivateKeyDetector", "flake8/E999", "flake8/F821", "flake8/F401", "files/executable", "files/setuid"],
  ...["files/executable-content", "files/python-outside-py", "files/nested-archive-with-code"],
  ...["coverage/not-analysed", "coverage/setting-not-followed", "coverage/text-not-read"],
];

const OPERATIONS = ["listPlugins", "createVersion", "createScan", "getScan", "listFindings", "getRule", "addVersion", "getFeed"];

export const docs: Area = async (stage) => [
  page("security-scanning", urls.docs()),
  page("security-scanning-unfolded", urls.docs(), (open) => unfold(open)),
  ...GUIDES.map((slug) => page(`guide-${slug}`, urls.docsGuide(slug))),
  page("guide-not-found", urls.docsGuide("no-such-guide")),
  page("rules", urls.rules()),
  page("rules-unfolded", urls.rules(), (open) => unfold(open)),
  ...RULES.map((id) => page(`rule-${id.toLowerCase().replace("/", "-")}`, urls.ruleDocs(id))),
  page("rule-not-found", urls.ruleDocs("bandit/B999")),
  page("api", urls.apiDocs()),
  ...OPERATIONS.map((id) => page(`api-${id.toLowerCase()}`, urls.apiOperationDocs(id), (open) => isOpen(open, id))),
  page("api-shape", `${urls.apiDocs()}#schema-Finding`, (open) => isOpen(open, "schema-Finding")),
  page("api-error", urls.apiProblemDocs("package-rules")),
  page("api-unfolded", urls.apiDocs(), (open) => unfold(open)),
  page("rule-set-anew-here", urls.home(), (open) => withRuleSetAnew(stage, open, "bandit/B509")),
];

const isOpen = (open: Page, id: string) => open.locator(`details[open] #${id}`).waitFor();

/** What the plugins here do not break; afterwards all is as it was. */
async function withRuleSetAnew({ site: { db }, admin: person }: Stage, open: Page, ruleId: string): Promise<void> {
  const { digest } = await db.transaction(requireActiveRuleset);
  await done(changeRules(db, { person, changes: [{ ruleId, setting: "critical" }], note: "Reports of misuse", expectedDigest: digest }));
  const { digest: expectedDigest } = await db.transaction(requireActiveRuleset);
  await open.goto(urls.ruleDocs(ruleId), { waitUntil: "networkidle" });
  await done(putRulesetInForce(db, { person, digest, note: "The reports were mistaken", expectedDigest }));
  await seen(open, "On this site");
}
