import type { Page } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { setHarmlessLane } from "@/db/commands/set-harmless-lane";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { emails } from "@/db/schema";
import { urls } from "@/lib/urls";
import { CLEAN } from "@/tests/builders/findings";
import type { Person } from "@/tests/helpers/e2e-site";
import { waitFor } from "@/tests/helpers/wait-for";
import { peopleStates } from "./admin-people";
import { done, packed, press, published, seen, standStill, unfold } from "./bring-about";
import { personCalled } from "./person";
import type { Area, Stage, State } from "./state";

export const admin: Area = async (stage) => [
  ...overviewStates(stage),
  ...(await mailStates(stage)),
  ...(await jobStates(stage)),
  ...auditStates(stage),
  ...(await peopleStates(stage)),
  ...(await laneStates(stage)),
  ...(await ruleStates(stage)),
];

const state = (by: Person | null, name: string, shows: string, act?: State["act"]): State => ({
  ...{ name: `admin-${name}`, by, shows },
  ...(act ? { act } : {}),
});

const OF_ADMINS = [
  ["audit", urls.adminAudit()],
  ["mails", urls.adminEmails()],
  ["jobs", urls.adminJobs()],
  ["rules", urls.adminRules()],
  ["lane", urls.adminHarmlessLane()],
] as const;

function overviewStates({ admin, approver, owner }: Stage): State[] {
  return [
    state(admin, "overview", urls.admin()),
    state(admin, "overview-menu", urls.admin(), async (page) => {
      await page.setViewportSize({ width: 390, height: 900 });
      await page.getByRole("button", { name: "Menu" }).click();
    }),
    state(approver, "overview-approver", urls.admin()),
    state(owner, "overview-plain-user", urls.admin()),
    state(null, "overview-visitor", urls.admin()),
    state(owner, "people-plain-user", urls.adminUsers()),
    ...OF_ADMINS.map(([name, shows]) => state(approver, `${name}-approver`, shows)),
  ];
}

/** The oldest mails stand for what can become of one. */
async function mailStates({ site: { db }, admin }: Stage): Promise<State[]> {
  const oldest = await db.select({ id: emails.id }).from(emails).orderBy(emails.createdAt, emails.id).limit(6);
  const failed = { state: "failed" as const, attempts: 8, sentAt: null, lastError: "The mail server did not answer." };
  const fates = [
    failed,
    { state: "bounced" as const, lastError: "550 5.1.1 There is no such mailbox", deliveryAt: new Date() },
    { state: "complained" as const, deliveryAt: new Date() },
    { state: "delivered" as const, deliveryAt: new Date(), openedAt: new Date() },
    { state: "skipped" as const, sentAt: null, lastError: "The person is suspended." },
    failed,
  ];
  for (const [index, fate] of fates.entries())
    await db
      .update(emails)
      .set(fate)
      .where(eq(emails.id, oldest[index]?.id as string));
  const mails = (name: string, query: Parameters<typeof urls.adminEmails>[0] = {}, act?: State["act"]) =>
    state(admin, `mails-${name}`, urls.adminEmails(query), act);
  return [
    mails("all"),
    mails("second-page", { page: 2 }),
    ...fates.slice(0, 5).map((fate) => mails(fate.state, { state: fate.state })),
    mails("kind", { kind: "decision" }),
    mails("none", { state: "queued", kind: "invitation" }),
    mails("sent-again", { state: "failed" }, async (page) => {
      await press(page, "Send again");
      await page.getByText("Sending…").waitFor({ state: "detached" });
    }),
  ];
}

/** A job that gave up, one that will be tried again, one for each button. */
async function jobStates({ site: { db }, admin }: Stage): Promise<State[]> {
  const add = async () => {
    const { rows } = await db.execute<{ id: string }>(
      sql`select id::text from graphile_worker.add_job('write_feed', run_at => now() + interval '1 day')`,
    );
    return rows[0]?.id as string;
  };
  const error = "ENOSPC: no space left on device, write";
  const giveUp = (id: string) => sql`select id from graphile_worker.permanently_fail_jobs(array[${id}]::bigint[], ${error})`;
  const trouble = async () => {
    const retrying = await add();
    await db.execute(sql`update graphile_worker._private_jobs set attempts = 3, last_error = ${error} where id = ${retrying}::bigint`);
    for (const id of [await add(), await add(), await add()]) await db.execute(giveUp(id));
  };
  const jobs = (name: string, act?: State["act"]) => state(admin, `jobs-${name}`, urls.adminJobs(), act);
  await trouble();
  return [
    jobs("failed"),
    // The first one is given up at the same time.
    jobs("tried-again", async (page) => {
      await page.getByText("Tries again").waitFor();
      await page.getByRole("button", { name: "Try again now" }).nth(1).click();
      await page.waitForLoadState("networkidle");
    }),
    jobs("given-up", async (page) => {
      await page.getByText("Tries again").waitFor();
      await page.getByText("Give up…").first().click();
      await press(page, "Give up");
      await page.waitForLoadState("networkidle");
    }),
    jobs("gone-meanwhile", async (page) => {
      await page.getByText("Tries again").waitFor();
      await db.execute(
        sql`select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker._private_jobs where last_error = ${error} and locked_at is null`,
      );
      await press(page, "Try again now");
      await page.getByRole("main").getByRole("alert").waitFor();
    }),
    jobs("none", async (page) => {
      await waitFor("the end of the failed jobs", async () => {
        await page.goto(urls.adminJobs());
        return page.getByText("Nothing went wrong").isVisible();
      });
    }),
  ];
}

function auditStates({ admin }: Stage): State[] {
  const audit = (name: string, query: Parameters<typeof urls.adminAudit>[0] = {}) => state(admin, `audit-${name}`, urls.adminAudit(query));
  return [
    audit("all"),
    audit("mails-too", { event: "all" }),
    audit("older", { before: 90 }),
    audit("event", { event: "version:approve" }),
    audit("people", { event: "user:" }),
    audit("person", { person: "owner@demo.localhost" }),
    audit("plugin", { plugin: "layer_notes" }),
    audit("days", { from: "2020-01-01", to: "2020-01-31" }),
    audit("none", { person: "nobody-like-that", event: "version:quarantine" }),
  ];
}

/** Off, then what a dry run and the lane itself write down. */
async function laneStates(stage: Stage): Promise<State[]> {
  const { site, admin } = stage;
  const author = await personCalled(site, "Author of texts");
  const files = { "work.py": CLEAN };
  await published(stage, author, packed("ad_guide_posts", "Guide Posts", files));
  const lane = (name: string, act?: State["act"]) => state(admin, `lane-${name}`, urls.adminHarmlessLane(), act);
  let hasRunDry = false;
  const choose = async (page: Page, mode: string, why: string) => {
    await page.getByRole("radio", { name: new RegExp(`^${mode}\\b`) }).check();
    await page.getByLabel("Why").fill(why);
    await press(page, "Change");
  };
  return [
    lane("off"),
    lane("missing-note", async (page) => {
      await choose(page, "Dry run", "   ");
      await page.locator("[aria-invalid=true]").waitFor();
    }),
    lane("dry-run", async (page) => {
      await choose(page, "Dry run", "To see what it would do");
      await seen(page, "Now: Dry run");
      await site.checked(author, packed("ad_guide_posts", "Guide Posts", { ...files, "README.md": "Guide\n" }, { version: "1.0.1" }));
      await site.checked(author, packed("ad_guide_posts", "Guide Posts", { "work.py": "VALUE = 2\n" }, { version: "1.0.2" }));
      await page.reload();
      await page.getByRole("table").waitFor();
      hasRunDry = true;
    }),
    lane("on", async (page) => {
      await waitFor("the dry run", async () => hasRunDry, 60_000);
      await page.reload();
      await choose(page, "On", "The dry run was right");
      await seen(page, "Now: On");
      await done(setHarmlessLane(site.db, { person: admin, mode: "off", note: "Seen enough" }));
    }),
  ];
}

/** They roll out: what is changed comes last. */
async function ruleStates({ site, admin }: Stage): Promise<State[]> {
  const { digest } = await requireActiveRuleset(site.db);
  const rule = "bandit/B301";
  const set = ["bandit/B324:critical", "bandit/B411:off"];
  const rules = (name: string, query: Parameters<typeof urls.adminRules>[0] = {}) => state(admin, `rules-${name}`, urls.adminRules(query));
  const one = (name: string, query: Parameters<typeof urls.adminRule>[1] = {}, act?: State["act"]) =>
    state(admin, `rule-${name}`, urls.adminRule(rule, query), act);
  const search = (query: Record<string, string>) => `${urls.adminRules()}?${new URLSearchParams(query)}`;
  const putInForce = async (page: Page, why: string) => {
    await page.getByLabel("Why").fill(why);
    await press(page, "Put in force");
  };
  // The rules are put back only when those who look at the changed ones have seen them.
  let looking = 3;
  let isPutBack = false;
  const changed = () => waitFor("other rules", async () => (await requireActiveRuleset(site.db)).digest !== digest, 60_000);
  return [
    rules("on"),
    rules("all", { show: "all" }),
    rules("none-changed", { show: "changed" }),
    state(admin, "rules-search", search({ q: "password", show: "all" })),
    state(admin, "rules-check", search({ check: "secrets" })),
    state(admin, "rules-none", search({ q: "no such rule" })),
    rules("prepared", { set }),
    one("choice"),
    one("to-critical", { to: "critical" }),
    one("to-off", { to: "off" }),
    one("as-it-is", { to: "warning" }),
    one("with-others", { to: "critical", set }),
    one("missing-note", { to: "critical" }, async (page) => {
      await putInForce(page, "   ");
      await seen(page, "Say why: it is kept with the change.");
    }),
    state(admin, "rule-not-possible", urls.adminRule("flake8/E722", { to: "critical" })),
    state(admin, "rule-unknown", urls.adminRule("flake8/X999")),
    state(admin, "ruleset-in-force", urls.adminRuleset(digest)),
    state(admin, "ruleset-unknown", urls.adminRuleset("0".repeat(64))),

    one("changed-meanwhile", { to: "info" }, async (page) => {
      await changed();
      await putInForce(page, "Too late");
      await page.getByRole("main").getByRole("alert").waitFor();
      looking -= 1;
    }),
    one("put-in-force", { to: "critical", set }, async (page) => {
      await putInForce(page, "A pickled file was used in an attack");
      await page.waitForURL((url) => url.pathname === urls.adminRules());
      await seen(page, "In force since just now");
    }),
    state(admin, "rules-changed", urls.adminRules({ show: "changed" }), async (page) => {
      await changed();
      await page.reload();
      await page.getByText("follow these rules").waitFor({ timeout: 60_000 });
      looking -= 1;
    }),
    state(admin, "ruleset-again", urls.adminRuleset(digest), async (page) => {
      await changed();
      await page.goto(urls.adminRuleset(digest));
      await unfold(page);
      looking -= 1;
    }),
    state(admin, "ruleset-put-back", urls.adminRuleset(digest), async (page) => {
      await waitFor("those who look at the changed rules", async () => looking === 0, 60_000);
      await page.goto(urls.adminRuleset(digest));
      await page.getByText("Put it in force").waitFor();
      await putInForce(page, "Taken back");
      await page.waitForURL((url) => url.pathname === urls.adminRules());
      await seen(page, "The others follow by themselves");
      await standStill(page);
      isPutBack = true;
    }),
    // A rule that was off is looked for in every file anew: a second for each.
    state(admin, "rules-all-follow", urls.adminRules(), async (page) => {
      await waitFor("the older rules", async () => isPutBack, 120_000);
      await page.reload();
      await page
        .getByText(/All [\d,]+ verdicts that count follow these rules\.|follow these rules; [\d,]+ could not be checked\./)
        .waitFor({ timeout: 600_000 });
    }),
  ];
}
