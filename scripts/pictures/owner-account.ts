import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { createToken } from "@/db/commands/create-token";
import { inviteEditor } from "@/db/commands/plugin-people";
import { reservePlugin } from "@/db/commands/reserve-plugin";
import { users } from "@/db/schema";
import { signUnsubscribe } from "@/lib/unsubscribe-link";
import { urls } from "@/lib/urls";
import { BARE_EXCEPT, CLEAN, SHELL } from "@/tests/builders/findings";
import type { Person } from "@/tests/helpers/e2e-site";
import { allowAnything, done, packed, press, published, seen, standStill, unfold } from "./bring-about";
import { personCalled } from "./person";
import type { Stage, State } from "./state";

const LONG = "Inventory of Fruit Trees, Orchards, Hedges and Meadows of Every Municipality of the Lower Valley";

type Entry = [name: string, by: Person | null, shows: string, act?: (page: Page) => Promise<unknown>];
const states = (entries: Entry[]): State[] => entries.map(([name, by, shows, act]) => ({ name, by, shows, ...(act ? { act } : {}) }));

/** What somebody has here: their plugins, names, tokens and mails. */
export async function ownerAccount(stage: Stage, sender: Person): Promise<State[]> {
  const { site, owner, trusted, second, approver } = stage;
  const [newcomer, reserver, guest, maker, leaver] = [
    await personCalled(site, "Nils Newman"),
    await personCalled(site, "Rita Reserved"),
    await personCalled(site, "Gustav Guest"),
    await personCalled(site, "Olga Orchard"),
    await personCalled(site, "Leo Leaver"),
  ];
  await makePlugins(stage, maker);
  for (const [packageName, name] of [
    ["ow_names_one", "First of five"],
    ["ow_names_two", "Second of five"],
    ["ow_names_three", "Third of five"],
    ["ow_names_four", "Fourth of five"],
    ["ow_names_five", "Fifth of five: Boundaries of Farms, Forests and Municipalities"],
  ] as const)
    await done(reservePlugin(site.db, { person: reserver, packageName, name }));
  for (const [packageName, as] of [
    ["ow_apple_trees", "collaborator"],
    ["ow_pear_trees", "owner"],
  ] as const)
    await done(inviteEditor(site.db, { person: maker, packageName, email: guest.email, as }));
  const decliner = await personCalled(site, "Dora Decline");
  await done(inviteEditor(site.db, { person: maker, packageName: "ow_apple_trees", email: decliner.email, as: "collaborator" }));
  await giveTokens(stage, leaver);
  const bounced = await personCalled(site, "Bob Bounced");
  const mended = await personCalled(site, "Mia Mended");
  for (const { userId } of [bounced, mended]) await site.db.update(users).set({ emailBouncedAt: new Date() }).where(eq(users.id, userId));

  const stop = (person: Person, topic: "reminders" | "receipts" | "review") =>
    urls.stopMails(signUnsubscribe(site.env.AUTH_SECRET, { userId: person.userId, topic }));
  return states([
    ["owner-my-plugins", owner, urls.myPlugins()],
    ["owner-my-plugins-trusted", trusted, urls.myPlugins()],
    ["owner-my-plugins-second", second, urls.myPlugins()],
    ["owner-my-plugins-visitor", null, urls.myPlugins()],
    ["owner-my-plugins-empty", newcomer, urls.myPlugins()],
    ["owner-my-plugins-open", owner, urls.myPlugins(), unfold],
    ["owner-my-plugins-trend", maker, urls.myPlugins(), unfold],
    ["owner-my-plugins-drafts-deleted-dry-runs", sender, urls.myPlugins(), unfold],
    ["owner-my-plugins-reserved", reserver, urls.myPlugins()],
    ["owner-my-plugins-invited", guest, urls.myPlugins()],
    ...["act", "wait", "public", "unpublished"].map(
      (show): Entry => [`owner-my-plugins-${show}`, owner, `${urls.myPlugins()}?show=${show}`],
    ),
    ["owner-my-plugins-by-name", owner, `${urls.myPlugins()}?q=layer&sort=name`],
    ["owner-my-plugins-none-fits", owner, `${urls.myPlugins()}?q=zzz`],
    ["owner-menu", owner, urls.myPlugins(), openMenu],

    ["owner-reserve", newcomer, urls.reserveName()],
    ["owner-reserve-empty", newcomer, urls.reserveName(), (page) => reserves(page, "", "", "Write the name")],
    ["owner-reserve-invalid", newcomer, urls.reserveName(), (page) => reserves(page, "9 lives", "Nine Lives", "is no package name")],
    [
      "owner-reserve-taken",
      newcomer,
      urls.reserveName(),
      (page) => reserves(page, "layer_notes", "Notes of Layers", "belongs to another plugin"),
    ],
    ["owner-reserve-name-taken", newcomer, urls.reserveName(), (page) => reserves(page, "ow_notes", "Layer Notes", "Another plugin")],
    ["owner-reserve-sixth", reserver, urls.reserveName(), (page) => reserves(page, "ow_names_six", "Sixth", "You hold 5 names")],

    ["owner-tokens", owner, urls.tokens(), unfold],
    ["owner-tokens-none", newcomer, urls.tokens()],
    ["owner-tokens-for-plugin", maker, urls.tokens({ plugin: "ow_pear_trees" })],
    ["owner-tokens-error", maker, urls.tokens(), noName],
    ["owner-tokens-made", maker, urls.tokens(), makesToken],

    ["owner-mails", owner, urls.accountMails()],
    ["owner-mails-approver", approver, urls.accountMails()],
    ["owner-mails-bounced", bounced, urls.accountMails()],
    ["owner-stop-mails", null, stop(newcomer, "reminders")],
    ["owner-stop-mails-review", null, stop(approver, "review")],
    ["owner-stop-mails-bad-link", null, urls.stopMails("no-such-link")],

    ["owner-mails-saved", leaver, urls.accountMails(), (page) => pressAndSee(page, "Save", "Saved.")],
    [
      "owner-mails-mended",
      mended,
      urls.accountMails(),
      (page) => pressAndSee(page, "It works again: send to it", "Mails that you can switch off"),
    ],
    [
      "owner-stop-mails-stopped",
      null,
      stop(leaver, "receipts"),
      (page) => pressAndSee(page, "Stop these mails", "These mails are stopped"),
    ],
    ["owner-tokens-revoked", leaver, urls.tokens(), revokes],
    ["owner-reserve-done", newcomer, urls.reserveName(), (page) => reserves(page, "ow_new_names", "New Names", "The names are reserved")],
    ["owner-my-plugins-invitation-declined", decliner, urls.myPlugins(), (page) => pressAndSee(page, "Decline", "No plugin yet")],
  ]);
}

/** Several versions of one, and a second one with a name as long as it may be. */
async function makePlugins(stage: Stage, maker: Person): Promise<void> {
  const { site } = stage;
  const apples = (version: string, code: string) => packed("ow_apple_trees", "Apple Trees", { "work.py": code }, { version });
  await published(stage, maker, apples("1.0.0", [1, 2, 3].map((at) => BARE_EXCEPT.replace("read", `read_${at}`)).join("\n\n")));
  await published(stage, maker, apples("1.1.0", BARE_EXCEPT));
  await site.checked(maker, apples("1.2.0", `${SHELL}\n\n${BARE_EXCEPT}`));
  await site.checked(maker, apples("1.3.0", SHELL));
  await published(stage, maker, packed("ow_pear_trees", LONG, { "work.py": CLEAN }));
  await published(stage, maker, packed("ow_pear_trees", LONG, { "work.py": CLEAN }, { version: "1.1.0" }));
  await done(createToken(site.db, { person: maker, name: "Nightly builds of the machine in the cellar", pluginId: null, days: 5 }));
}

async function giveTokens({ site }: Stage, person: Person): Promise<void> {
  const { pluginId } = await site.upload(person, packed("ow_cherry_trees", "Cherry Trees", { "work.py": CLEAN }));
  await done(createToken(site.db, { person, name: "Release workflow", pluginId, days: 365 }));
  await done(createToken(site.db, { person, name: "Laptop", pluginId: null, days: 30 }));
}

const pressAndSee = async (page: Page, button: string, words: string) => {
  await press(page, button);
  await seen(page, words);
};

async function openMenu(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 900 });
  await press(page, "Menu");
}

async function reserves(page: Page, packageName: string, name: string, words: string): Promise<void> {
  await page.getByLabel("Package name").fill(packageName);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await allowAnything(page);
  await press(page, "Reserve");
  await seen(page, words);
}

async function noName(page: Page): Promise<void> {
  await allowAnything(page);
  await press(page, "Make the token");
  await seen(page, "Give it a name");
  await standStill(page);
}

async function makesToken(page: Page): Promise<void> {
  await page.getByLabel("Name").fill("Release workflow");
  await press(page, "Make the token");
  const token = page.getByLabel("Token", { exact: true });
  await token.waitFor();
  await token.evaluate((field) => {
    (field as HTMLInputElement).value = `${(field as HTMLInputElement).value.slice(0, 4)}${"x".repeat(40)}`;
  });
}

async function revokes(page: Page): Promise<void> {
  await page.getByText("Revoke Laptop…").click();
  await press(page, "Revoke Laptop");
  await page.getByText("Revoke Laptop…").waitFor({ state: "detached" });
  await unfold(page);
}
