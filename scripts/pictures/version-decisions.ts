import type { Page } from "@playwright/test";
import { and, eq, sql } from "drizzle-orm";
import { acknowledgeFinding, askForAcceptance, refuseSuppression } from "@/db/commands/decide-finding";
import { endAcceptances } from "@/db/commands/end-acceptances";
import { answerAcceptance, withdrawDecision } from "@/db/commands/end-decision";
import { findingDecisions } from "@/db/schema";
import type { DecisionScope } from "@/lib/domain/decisions";
import { reportView, urls } from "@/lib/urls";
import { BARE_EXCEPT, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import type { Person } from "@/tests/helpers/e2e-site";
import { allowAnything, type CheckedVersion, done, packed, placeIn, press, seen, standStill, unfold } from "./bring-about";
import type { Stage, State } from "./state";

const [WARNING, CRITICAL] = ["flake8/E722", "bandit/B602"];
const KEEP = "Any error means the same here: the layer has no such field.";
const ASK = "The command is a constant of this plugin, and what follows it are paths that QGIS itself has written.";
const NO = "Pass a list of arguments instead: then no shell is needed, and nothing has to be quoted.";
const times = (code: string, count: number) =>
  Array.from({ length: count }, (_, at) => code.replace(/def (\w+)/, `def $1_${at}`)).join("\n\n");
const FILES = {
  warning: { "work.py": BARE_EXCEPT },
  warnings: { "work.py": times(BARE_EXCEPT, 3), "extlibs/six/__init__.py": BARE_EXCEPT },
  again: {
    "work.py": `${BARE_EXCEPT}\n\n${BARE_EXCEPT}`,
  },
  critical: { "work.py": SHELL },
  criticals: { "work.py": SHELL, "export.py": SHELL.replace("def run", "def export"), "import.py": SHELL.replace("def run", "def bring") },
  hidden: { "work.py": SHELL_INTENDED.replace("B602", "B602: it is what the plugin is for") },
};

/** What owners and approvers say about a finding, from the form to its end. */
export async function versionDecisions({ site, approver }: Stage, author: Person): Promise<State[]> {
  const { db } = site;
  const upload = (packageName: string, name: string, files: keyof typeof FILES, version = "1.0.0") =>
    site.checked(author, packed(packageName, name, FILES[files], { version }));
  const keep = async (version: CheckedVersion, scope: DecisionScope = "place") =>
    done(
      acknowledgeFinding(db, { person: author, ...(await placeIn(site, version, WARNING)), reason: KEEP, reasonKind: "intended", scope }),
    );
  const ask = async (version: CheckedVersion, scope: DecisionScope = "place") =>
    done(
      askForAcceptance(db, { person: author, ...(await placeIn(site, version, CRITICAL)), reason: ASK, reasonKind: "mitigated", scope }),
    );
  const answer = async (version: CheckedVersion, word: "accept" | "refuse", reason: string) => {
    const { decisionId } = await ask(version);
    return done(answerAcceptance(db, { person: approver, decisionId, answer: word, reason }));
  };

  const [warning, keeping, keptNow, kept, keptRule, repeating] = await Promise.all([
    upload("ve_wind_fields", "Wind Fields", "warnings"),
    upload("ve_snow_heights", "Snow Heights", "warning"),
    upload("ve_sun_hours", "Sun Hours", "warning"),
    upload("ve_frost_days", "Frost Days", "warning"),
    upload("ve_rain_gauge", "Rain Gauge", "warnings"),
    upload("ve_cloud_cover", "Cloud Cover", "warning"),
  ]);
  const [critical, asking, asked, askedAll, refused, granted] = await Promise.all([
    upload("ve_well_log", "Well Log", "criticals"),
    upload("ve_spring_map", "Spring Map", "critical"),
    upload("ve_pump_plan", "Pump Plan", "critical"),
    upload("ve_drain_net", "Drain Net", "criticals"),
    upload("ve_dyke_line", "Dyke Line", "critical"),
    upload("ve_weir_list", "Weir List", "critical"),
  ]);
  const [withdrawn, taken, ended, hidden, hiding, refusedHidden] = await Promise.all([
    upload("ve_canal_log", "Canal Log", "critical"),
    upload("ve_sluice_plan", "Sluice Plan", "critical"),
    upload("ve_mill_race", "Mill Race", "critical"),
    upload("ve_quarry_plan", "Quarry Plan", "hidden"),
    upload("ve_gravel_pit", "Gravel Pit", "hidden"),
    upload("ve_mine_shaft", "Mine Shaft", "hidden"),
  ]);
  await keep(keptNow);
  await keep(kept);
  await keep(keptRule, "rule");
  await keep(repeating);
  const repeated = await upload("ve_cloud_cover", "Cloud Cover", "again", "1.1.0");
  await ask(asked);
  await ask(askedAll, "rule");
  await answer(refused, "refuse", NO);
  for (const version of [granted, taken, ended]) await answer(version, "accept", "Seen: only a constant reaches the shell.");
  const yes = await answer(withdrawn, "accept", "Seen: only a constant reaches the shell.");
  await done(withdrawDecision(db, { person: approver, decisionId: yes.decisionId }));
  await letTimePass(db, ended);
  const place = await placeIn(site, refusedHidden, CRITICAL);
  await done(refuseSuppression(db, { person: approver, ...place, reason: "The comment does not say what the command is made of." }));

  const of =
    (rule: string) =>
    (name: string, version: CheckedVersion, act?: State["act"], by = author): State => ({
      ...{ name: `version-${name}`, by },
      shows: reportView(urls.version(version.packageName, version.version), { rule }, "security-tab"),
      ...(act ? { act } : {}),
    });
  const [warn, crit] = [of(WARNING), of(CRITICAL)];
  return [
    warn("keep-form", warning, (page) => unfold(page, "Keep it, with a reason…")),
    warn("keep-form-library", warning, async (page) => {
      await page.goto(`${page.url().split("#")[0]}&where=vendored`);
      await unfold(page, "Keep it, with a reason…");
    }),
    warn("keep-error", warning, (page) => saysNothing(page, "Keep it, with a reason…", "Keep it")),
    warn("kept", kept),
    warn("kept-rule", keptRule),
    warn("kept-approver", kept, undefined, approver),
    warn("kept-more-places", repeated, unfold),
    crit("ask-form", critical, (page) => unfold(page, "Ask for acceptance…")),
    crit("ask-error", critical, (page) => saysNothing(page, "Ask for acceptance…", "Ask an approver")),
    crit("asked-rule", askedAll),
    crit("ask-refused", refused),
    crit("ask-granted", granted),
    crit("ask-granted-approver", granted, undefined, approver),
    crit("ask-granted-withdrawn", withdrawn, unfold),
    crit("ask-granted-ended", ended, unfold),
    crit("refuse-suppression-form", hidden, (page) => unfold(page, "Refuse this suppression…"), approver),
    crit("refuse-suppression-error", hidden, (page) => saysNothing(page, "Refuse this suppression…", "Refuse the suppression"), approver),
    crit("suppression-refused", refusedHidden),
    {
      ...warn("keep-done", keeping, (page) => say(page, "Keep it, with a reason…", "Keep it", KEEP, "Passed: nothing needs attention")),
      shows: urls.version(keeping.packageName, keeping.version),
    },
    {
      ...warn("kept-counts-again", keptNow, async (page) => {
        await unfold(page);
        await press(page, "Let it count again");
        await seen(page, "Passed: nothing critical, 1 to consider");
      }),
      shows: urls.version(keptNow.packageName, keptNow.version),
    },
    crit("ask-done", asking, (page) => say(page, "Ask for acceptance…", "Ask an approver", ASK, "an approver was asked on")),
    crit("ask-taken-back", asked, async (page) => {
      await press(page, "Take the request back");
      await page.getByText("Ask for acceptance…").first().waitFor();
      await unfold(page, "What was said about this finding");
    }),
    crit(
      "ask-granted-taken-back",
      taken,
      async (page) => {
        await press(page, "Let it count again");
        await page.getByRole("button", { name: "Let it count again" }).waitFor({ state: "detached" });
      },
      approver,
    ),
    crit(
      "refuse-suppression-done",
      hiding,
      (page) => say(page, "Refuse this suppression…", "Refuse the suppression", NO, "Refused"),
      approver,
    ),
  ];
}

async function say(page: Page, opener: string, button: string, reason: string, answer: string): Promise<void> {
  await unfold(page, opener);
  const form = page
    .locator("form")
    .filter({ has: page.getByRole("button", { name: button, exact: true }) })
    .last();
  const kind = form.getByLabel("Why it stays");
  if ((await kind.count()) > 0) await kind.selectOption("intended");
  await form.getByLabel("Reason").fill(reason);
  await form.getByRole("button", { name: button, exact: true }).click();
  await seen(page, answer);
}

async function saysNothing(page: Page, opener: string, button: string): Promise<void> {
  await unfold(page, opener);
  await allowAnything(page);
  const form = page
    .locator("form")
    .filter({ has: page.getByRole("button", { name: button, exact: true }) })
    .last();
  await form.getByRole("button", { name: button, exact: true }).click();
  await seen(page, "Write a reason");
  await standStill(page);
}

/** Decisions are never changed; here the months of an acceptance pass instead. */
async function letTimePass(db: Stage["site"]["db"], { pluginId }: CheckedVersion): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx
      .update(findingDecisions)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(and(eq(findingDecisions.pluginId, pluginId), eq(findingDecisions.kind, "acceptance")));
  });
  await endAcceptances(db);
}
