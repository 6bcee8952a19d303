import type { Page } from "@playwright/test";
import { changeRole } from "@/db/commands/change-role";
import { changeTrust } from "@/db/commands/change-trust";
import { eraseUser } from "@/db/commands/erase-user";
import { reinstateUser, suspendUser } from "@/db/commands/suspend-user";
import { urls } from "@/lib/urls";
import { CLEAN } from "@/tests/builders/findings";
import type { Person } from "@/tests/helpers/e2e-site";
import { done, packed, published, seen } from "./bring-about";
import { personCalled } from "./person";
import type { Stage, State } from "./state";

const REASON = "Fourteen careful versions, and an answer to every question.";

const sectionOf = (page: Page, button: string) =>
  page.locator("form").filter({ has: page.getByRole("button", { name: button, exact: true }) });

/** Fills the form of a button and presses it. */
async function send(
  page: Page,
  button: string,
  reason = REASON,
  more: (form: ReturnType<typeof sectionOf>) => Promise<unknown> = async () => undefined,
) {
  const form = sectionOf(page, button);
  await form.getByLabel("Why?").fill(reason);
  await more(form);
  await form.getByRole("button", { name: button, exact: true }).click();
}

const CANDIDATES = [
  ["ad_toll_gates", "Toll Gates"],
  ["ad_signal_boxes", "Signal Boxes"],
  ["ad_level_crossings", "Level Crossings"],
] as const;

const NEEDED = "Write a reason: it is kept with the change.";

/** Lists of people, and the page of one with each decision: open, refused, done. */
export async function peopleStates(stage: Stage): Promise<State[]> {
  const { site, admin, approver, owner } = stage;
  const { db } = site;
  const names = ["plain", "trust", "revoke", "role", "suspend", "reinstate", "erase", "erased", "suspended", "past"] as const;
  const who = {} as Record<(typeof names)[number], Person>;
  for (const name of names) who[name] = await personCalled(site, `Author to ${name}`);
  const long = await personCalled(
    site,
    "Department of roads, rivers, power lines and everything else that has a name on the map of the country",
  );
  const candidate = await personCalled(site, "Candidate for trust");
  for (const [packageName, name] of CANDIDATES) await published(stage, candidate, packed(packageName, name, { "work.py": CLEAN }));
  const by = (person: Person, reason = REASON) => ({ person: admin, userId: person.userId, reason });
  await done(changeTrust(db, { ...by(who.revoke), isTrusted: true }));
  for (const person of [who.reinstate, who.suspended]) await done(suspendUser(db, by(person, "The account was used by somebody else.")));
  await done(eraseUser(db, { ...by(who.erased, "They asked for it."), confirmation: who.erased.email }));
  await done(changeTrust(db, { ...by(who.past), isTrusted: true }));
  await done(changeTrust(db, { ...by(who.past, "Two versions hid critical findings."), isTrusted: false }));
  await done(changeRole(db, { ...by(who.past, "Helps with the reviews."), role: "approver" }));
  await done(suspendUser(db, by(who.past, "The account was used by somebody else.")));
  await done(reinstateUser(db, by(who.past, "It is theirs again.")));

  const list = (name: string, query: Parameters<typeof urls.adminUsers>[0] = {}, viewer: Person = admin): State => ({
    ...{ name: `admin-people-${name}`, by: viewer, shows: urls.adminUsers(query) },
  });
  const one = (name: string, person: Person, act?: State["act"], viewer: Person = admin): State => ({
    ...{ name: `admin-person-${name}`, by: viewer, shows: urls.adminUser(person.userId) },
    ...(act ? { act } : {}),
  });
  const missing =
    (button: string): State["act"] =>
    async (page) => {
      await send(page, button, "   ");
      await seen(page, NEEDED);
    };
  const sent =
    (button: string, words: string, more?: Parameters<typeof send>[3]): State["act"] =>
    async (page) => {
      await send(page, button, REASON, more);
      await seen(page, words);
    };
  const confirm = (text: string) => (form: ReturnType<typeof sectionOf>) => form.getByLabel("to confirm").fill(text);
  const choose = (role: string) => (form: ReturnType<typeof sectionOf>) => form.getByLabel("Role").selectOption(role);
  return [
    list("all"),
    list("all-approver", {}, approver),
    list("second-page", { page: 2 }),
    ...(["candidates", "trusted", "staff", "suspended"] as const).map((kind) => list(kind, { list: kind })),
    list("found", { q: "demo.localhost" }),
    list("none", { q: "nobody like that" }),
    list("none-approver", { q: "nobody like that" }, approver),
    one("candidate", candidate, undefined, approver),
    one("plain", who.plain),
    one("plain-approver", who.plain, undefined, approver),
    one("own-page", admin),
    one("own-page-approver", approver, undefined, approver),
    one("only-owner", owner),
    one("suspended", who.suspended),
    one("erased", who.erased),
    one("history", who.past),
    one("history-approver", who.past, undefined, approver),
    one("long-name", long),
    one("plain-user", who.plain, undefined, owner),
    { name: "admin-person-unknown", by: admin, shows: urls.adminUser("00000000-0000-4000-8000-000000000000") },
    one("trust-missing", who.trust, missing("Grant trust")),
    one("role-missing", who.role, missing("Change the role")),
    one("suspend-missing", who.suspend, missing("Suspend")),
    one("erase-wrong-address", who.erase, sent("Erase this person", "This is not", confirm("somebody@example.org"))),
    one("trust-suspended", who.suspended),
    one("role-same", who.plain, sent("Change the role", "They have this role already.", choose("user"))),
    one("trusted-now", who.trust, sent("Grant trust", "They are trusted now")),
    one("trust-revoked-now", who.revoke, sent("Revoke trust", "They are no longer trusted")),
    one("role-changed-now", who.role, sent("Change the role", "The role is changed.", choose("approver"))),
    one("suspended-now", who.suspend, sent("Suspend", "Suspended. Their sign-ins have ended")),
    one("reinstated-now", who.reinstate, sent("Reinstate", "They may sign in again.")),
    one("erased-now", who.erase, sent("Erase this person", "This person is erased", confirm(who.erase.email))),
  ];
}
