import type { Page } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { answerInvitation } from "@/db/commands/answer-invitation";
import { createToken } from "@/db/commands/create-token";
import { deletePlugin } from "@/db/commands/delete-plugin";
import { deprecatePlugin } from "@/db/commands/deprecate-plugin";
import { withdrawVersion } from "@/db/commands/manage-version";
import { inviteEditor } from "@/db/commands/plugin-people";
import { pluginInvitations } from "@/db/schema";
import { urls } from "@/lib/urls";
import { BARE_EXCEPT, CLEAN } from "@/tests/builders/findings";
import type { Person } from "@/tests/helpers/e2e-site";
import { allowAnything, type CheckedVersion, done, packed, press, published, seen, standStill, unfold } from "./bring-about";
import { personCalled } from "./person";
import type { Stage, State } from "./state";

const WORDS = "Nobody maintains it any more. Layer Notes does the same, and more.";
const VERSIONS = ["1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0", "2.0.0"];

/** The page of a plugin's maintainers: who sees which part, what each form says, and what came of it. */
export async function ownerManage(stage: Stage): Promise<State[]> {
  const { site, admin, second } = stage;
  const [keeper, helper] = [await personCalled(site, "Karla Keeper"), await personCalled(site, "Henrik Helper")];
  const make = (packageName: string, name: string, code = CLEAN, version = "1.0.0") =>
    published(stage, keeper, packed(packageName, name, { "work.py": code }, { version }));
  const whole = await makeWhole(stage, keeper, helper);
  const plain = await make("ow_road_cones", "Road Cones");
  const old = await make("ow_detour_boards", "Detour Boards");
  await done(deprecatePlugin(site.db, { person: keeper, packageName: old.packageName, message: WORDS, replacement: "layer_notes" }));
  const [gone, back, given, marked, unmarked, invited, drawn, restored, closing] = await Promise.all([
    make("ow_weigh_stations", "Weigh Stations"),
    make("ow_speed_bumps", "Speed Bumps"),
    make("ow_rest_areas", "Rest Areas"),
    make("ow_mile_posts", "Mile Posts"),
    make("ow_guard_rails", "Guard Rails"),
    make("ow_crossings", "Crossings"),
    make("ow_stop_lines", "Stop Lines"),
    make("ow_kerb_stones", "Kerb Stones"),
    make("ow_bus_shelters", "Bus Shelters"),
  ]);
  for (const { packageName } of [gone, back]) {
    await join(stage, keeper, helper, packageName);
    await done(deletePlugin(site.db, { person: keeper, packageName, confirmation: packageName }));
  }
  await done(deprecatePlugin(site.db, { person: keeper, packageName: unmarked.packageName, message: WORDS, replacement: "" }));
  await done(withdrawVersion(site.db, { person: keeper, versionId: restored.id }));
  await done(inviteEditor(site.db, { person: keeper, packageName: drawn.packageName, email: "somebody@example.org", as: "owner" }));
  await join(stage, keeper, helper, given.packageName);
  await join(stage, keeper, helper, invited.packageName);
  const renamed = await make("ow_lane_marks", "Lane Marks");
  await site.checked(keeper, packed(renamed.packageName, "Painted Lanes", { "work.py": CLEAN }, { version: "2.0.0" }));

  const state = (name: string, of: CheckedVersion, act?: (page: Page) => Promise<unknown>, by = keeper): State => ({
    ...{ name: `owner-manage-${name}`, by, shows: urls.managePlugin(of.packageName) },
    ...(act ? { act } : {}),
  });
  const invites = (email: string, words: string) => (page: Page) => fills(page, "Mail address", email, "Invite", words);
  const deletes = (name: string, words: string) => (page: Page) => fills(page, "Type ow_", name, "Delete the plugin", words);
  return [
    state("whole", whole),
    state("whole-open", whole, unfold),
    state("whole-collaborator", whole, undefined, helper),
    state("whole-admin", whole, undefined, admin),
    state("one-person", plain),
    state("deprecated", old),
    state("renamed", renamed),
    state("deleted", gone),
    state("deleted-collaborator", gone, undefined, helper),
    state("not-allowed", plain, undefined, second),
    state("withdraw-open", plain, (page) => unfold(page, "Withdraw 1.0.0")),
    state("leave-open", whole, (page) => unfold(page, "Leave…"), helper),
    state("remove-open", whole, (page) => unfold(page, "Remove…")),
    state("invite-error", plain, invites("somebody", "Write a whole mail address")),
    state("invite-own", plain, invites(keeper.email, "That is your own address.")),
    state("delete-error", plain, deletes("something else", "Type the package name exactly")),
    state("deprecate-error", plain, (page) => fills(page, "Use instead", "no_such_plugin", "Mark as deprecated", "No public plugin")),
    state(
      "transfer-error",
      plain,
      (page) => fills(page, "Address of the account", "nobody", "Transfer the plugin", "Write a reason"),
      admin,
    ),
    state("invited", invited, invites("somebody@example.org", "Invited. Tell them")),
    state("invitation-withdrawn", drawn, (page) => pressAndLose(page, "Withdraw")),
    state("removed", given, async (page) => {
      await unfold(page, "Remove…");
      await press(page, "Remove Henrik Helper");
      await seen(page, "Karla Keeper removed Henrik Helper");
    }),
    state("deprecated-now", marked, async (page) => {
      await page.getByLabel("What people should know").fill(WORDS);
      await fills(page, "Use instead", "layer_notes", "Mark as deprecated", "The plugin is marked as deprecated.");
    }),
    state("deprecated-no-more", unmarked, (page) => pressAndLose(page, "No longer deprecated")),
    state("published-again", restored, (page) => pressAndLose(page, "Publish 1.0.0 again")),
    state("withdrawn", closing, async (page) => {
      await unfold(page, "Withdraw 1.0.0");
      await press(page, "Withdraw 1.0.0");
      await page.getByRole("button", { name: "Publish 1.0.0 again" }).waitFor();
    }),
    state("restored", back, async (page) => {
      await press(page, "Restore the plugin");
      await seen(page, "Karla Keeper restored the plugin");
    }),
    state("deleted-now", marked, deletes(marked.packageName, "This plugin is deleted")),
    state(
      "transferred",
      invited,
      async (page) => {
        await page.getByLabel("Why?").fill("The owner asked for it by letter.");
        await fills(page, "Address of the account", helper.email, "Transfer the plugin", "transferred the plugin to");
      },
      admin,
    ),
  ];
}

/** Seven versions, three people, tokens and offers. */
async function makeWhole(stage: Stage, keeper: Person, helper: Person): Promise<CheckedVersion> {
  const { site } = stage;
  const packageName = "ow_traffic_lights";
  const zip = (version: string, at: number) =>
    packed(packageName, "Traffic Lights", { "work.py": at % 2 ? BARE_EXCEPT : CLEAN }, { version });
  let newest: CheckedVersion | undefined;
  for (const [at, version] of VERSIONS.entries()) newest = await published(stage, keeper, zip(version, at));
  if (!newest) throw new Error("no version");
  const [lamp] = (await site.versionsOf(packageName)).filter(({ version }) => version === "1.4.0");
  await done(withdrawVersion(site.db, { person: keeper, versionId: lamp?.id ?? 0 }));
  await join(stage, keeper, helper, packageName);
  await join(stage, keeper, await personCalled(site, "Maximiliane Featherstonehaugh von und zu Hohenfels"), packageName, "owner");
  for (const [email, as] of [
    ["somebody@example.org", "collaborator"],
    ["the.one.who.makes.the.maps.of.all.our.traffic.lights@department-of-roads.example.org", "successor"],
  ] as const)
    await done(inviteEditor(site.db, { person: keeper, packageName, email, as }));
  const { pluginId } = newest;
  await done(createToken(site.db, { person: keeper, name: "Release workflow", pluginId, days: 365 }));
  await done(createToken(site.db, { person: helper, name: "Nightly builds", pluginId, days: 5 }));
  await done(createToken(site.db, { person: helper, name: "Laptop", pluginId: null, days: 90 }));
  return newest;
}

async function join({ site }: Stage, keeper: Person, person: Person, packageName: string, as: "collaborator" | "owner" = "collaborator") {
  await done(inviteEditor(site.db, { person: keeper, packageName, email: person.email, as }));
  const [version] = await site.versionsOf(packageName);
  const [offer] = await site.db
    .select({ id: pluginInvitations.id })
    .from(pluginInvitations)
    .where(and(eq(pluginInvitations.pluginId, version?.pluginId ?? 0), eq(pluginInvitations.email, person.email)));
  await done(answerInvitation(site.db, { person, invitationId: offer?.id ?? "", accepts: true }));
}

/** What was typed stays in the field, and the page as it answered. */
async function fills(page: Page, label: string, value: string, button: string, words: string): Promise<void> {
  await page.getByLabel(label).first().fill(value);
  await allowAnything(page);
  await press(page, button);
  await seen(page, words);
  await standStill(page);
}

async function pressAndLose(page: Page, button: string): Promise<void> {
  await press(page, button);
  await page.getByRole("button", { name: button, exact: true }).waitFor({ state: "detached" });
}
