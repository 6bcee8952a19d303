import type { Page } from "@playwright/test";
import { claimVersion } from "@/db/commands/claim-version";
import { approveVersion } from "@/db/commands/review-version";
import { urls } from "@/lib/urls";
import type { Person, Site } from "@/tests/helpers/e2e-site";
import { type CheckedVersion, done, looked, press, whileChecking } from "./bring-about";
import { type Plugins, type ReviewPeople, smallZip } from "./review-plugins";
import type { Stage, State } from "./state";

type Act = State["act"];

const opened = (page: Page, label: string) => page.getByText(label, { exact: true }).first().click();
const formOf = (page: Page, button: string) =>
  page.locator("form").filter({ has: page.getByRole("button", { name: button, exact: true }) });

/** Opens a form, fills its fields by their labels and, when told, presses its button and waits for the words. */
function inForm(opener: string | null, button: string, fields: Record<string, string>, words?: string | RegExp): Act {
  return async (page) => {
    if (opener) await opened(page, opener);
    const form = formOf(page, button);
    for (const [label, text] of Object.entries(fields)) await form.getByLabel(label).fill(text);
    if (words === undefined) return;
    await form.getByRole("button", { name: button, exact: true }).click();
    await page.getByText(words).first().waitFor();
  };
}

const canned =
  (opener: string, button: string, label: string): Act =>
  async (page) => {
    await opened(page, opener);
    const form = formOf(page, button);
    for (const item of (await form.getByRole("list", { name: "Texts to begin with" }).getByRole("button").all()).slice(0, 2))
      await item.click();
    await form.getByLabel(label).blur();
  };

const mail =
  (opener: string | null, button: string, fields: Record<string, string>, heading: RegExp): Act =>
  async (page) => {
    await inForm(opener, button, fields)?.(page);
    await formOf(page, button).getByRole("button", { name: "See the mail" }).click();
    await page.frameLocator("dialog[open] iframe").getByRole("heading", { name: heading }).waitFor();
  };

const toQueue =
  (opener: string | null, button: string, fields: Record<string, string>): Act =>
  async (page) => {
    await inForm(opener, button, fields)?.(page);
    await formOf(page, button).getByRole("button", { name: button, exact: true }).click();
    await page.waitForURL((url) => url.pathname === urls.review());
  };

const openAll =
  (within: string): Act =>
  (page) =>
    page.locator(`${within} details`).evaluateAll((all) => {
      for (const one of all) (one as HTMLDetailsElement).open = true;
    });

const RETURN = "Return to the author…";
const MISSING = "Write a reason: the author reads it.";
const REASON = { Reason: "The command comes from a project file." };

/** The page of one version: name of the picture, who looks, at which one, and what they do. */
export async function pageStates(stage: Stage, plugins: Plugins, people: ReviewPeople): Promise<State[]> {
  const { site, approver, admin, owner } = stage;
  const { author, withPlugin, hasLeft, other } = people;
  const demo = async (packageName: string): Promise<CheckedVersion> =>
    ({ ...(await site.versionsOf(packageName))[0], packageName }) as CheckedVersion;
  const [inconclusive, imported, published, withdrawn, returned, rejected, blocked] = await Promise.all(
    ["label_rows", "tile_fetcher", "stream_order", "first_labels", "legend_export", "map_clock", "old_statistics"].map(demo),
  );
  await done(claimVersion(site.db, { person: other, versionId: plugins.claimedByOther.id }));
  const at = (name: string, version: CheckedVersion | undefined, act?: Act, by: Person | null = approver): State => ({
    ...{ name: `review-page-${name}`, by, shows: urls.reviewVersion((version as CheckedVersion).id) },
    ...(act ? { act } : {}),
  });
  const changes = (name: string, version: CheckedVersion, state: Partial<Parameters<typeof urls.reviewChanges>[1]>): State => {
    const usual = { style: "unified" as const, files: [], hidden: [], list: "short" as const };
    return { name: `review-page-${name}`, by: approver, shows: urls.reviewChanges(version.id, { ...usual, ...state }, "changes") };
  };
  const path = (file: string) => `${plugins.update.packageName}/${file}`;
  const folded = ["ui_dialog.py", "resources/packed.min.js"].map(path);
  return [
    at("new-plugin", plugins.clean),
    at("new-author", plugins.first),
    at("new-plugin-admin", plugins.clean, undefined, admin),
    at("checklist-opened", plugins.clean, async (page) => {
      for (const box of (await page.getByRole("checkbox").all()).slice(0, 4)) await box.check();
      await openAll("main")?.(page);
    }),
    at("long", plugins.long),
    at("long-opened", plugins.long, openAll("main")),
    at("update", plugins.update),
    at("update-all-opened", plugins.update, openAll("main")),
    changes("update-split", plugins.update, { style: "split" }),
    changes("update-folded-shown", plugins.update, { files: folded }),
    changes("update-folded-shown-split", plugins.update, { style: "split", files: folded }),
    changes("update-hidden", plugins.update, { hidden: ["work.py", "extra/hash.py"].map(path) }),
    changes("many-files", plugins.many, {}),
    changes("many-files-all", plugins.many, { list: "all" }),
    { name: "review-page-findings-filtered", by: approver, shows: `${urls.reviewVersion(plugins.update.id)}?severity=warning` },
    { name: "review-page-findings-none", by: approver, shows: `${urls.reviewVersion(plugins.update.id)}?severity=critical` },
    at("inconclusive", inconclusive),
    at("public-blocked", imported),
    at("public", published),
    at("withdrawn", withdrawn),
    at("returned", returned),
    at("returned-points", plugins.points),
    at("rejected", rejected),
    at("blocked", blocked),
    at("quarantined", plugins.quarantined),
    at("quarantined-admin", plugins.quarantined, undefined, admin),
    at("own", plugins.own, undefined, withPlugin),
    at("own-left", plugins.left, undefined, hasLeft),
    at("claimed-by-other", plugins.claimedByOther),
    at("plain-user", plugins.clean, undefined, owner),
    at("visitor", plugins.clean, undefined, null),
    { name: "review-page-unknown", by: approver, shows: urls.reviewVersion(999_999) },

    at("suppression", plugins.hides),
    at("suppression-refuse-open", plugins.hides, (page) => opened(page, "Refuse this suppression…")),
    at(
      "suppression-refuse-missing",
      plugins.hides,
      inForm("Refuse this suppression…", "Refuse the suppression", { Reason: "   " }, /Write/),
    ),
    at("asked", plugins.asks),
    at("asked-accept-open", plugins.asks, (page) => opened(page, "Accept this finding…")),
    at("asked-refuse-open", plugins.asks, (page) => opened(page, "Refuse…")),
    at("asked-accept-missing", plugins.asks, inForm("Accept this finding…", "Accept the finding", { "Why it may stay": "   " }, MISSING)),
    at("asked-refuse-missing", plugins.asks, inForm("Refuse…", "Refuse the request", { "Why it may not stay": "   " }, MISSING)),
    at("asked-many-places", plugins.asksMore),
    at("points-done", plugins.pointsDone),

    at("approve-note", plugins.approve, inForm(null, "Approve and publish 1.0.0", { "Note to the author": "A good plugin, thank you." })),
    at(
      "approve-mail",
      plugins.approve,
      mail(null, "Approve and publish 1.0.0", { "Note to the author": "A good plugin, thank you." }, /./),
    ),
    at("return-open", plugins.send, (page) => opened(page, RETURN)),
    at("return-canned", plugins.send, canned(RETURN, "Return 1.0.0", "What to do")),
    at(
      "return-mail",
      plugins.send,
      mail(RETURN, "Return 1.0.0", { "What to do": "Add a changelog\nMend the links" }, /was returned to you/),
    ),
    at("return-missing", plugins.send, inForm(RETURN, "Return 1.0.0", { Reason: "   " }, "Write at least one thing to do, or a reason.")),
    at("reject-open", plugins.reject, (page) => opened(page, "Reject…")),
    at("reject-canned", plugins.reject, canned("Reject…", "Reject 1.0.0", "Reason")),
    at("reject-mail", plugins.reject, mail("Reject…", "Reject 1.0.0", REASON, /./)),
    at("reject-missing", plugins.reject, inForm("Reject…", "Reject 1.0.0", { Reason: "   " }, MISSING)),
    at("quarantine-open-waiting", plugins.quarantine, (page) => opened(page, "Quarantine…")),
    at("quarantine-open-public", published, (page) => opened(page, "Quarantine…")),
    at("quarantine-canned", published, canned("Quarantine…", `Quarantine ${published?.version}`, "Reason")),
    at("quarantine-mail", published, mail("Quarantine…", `Quarantine ${published?.version}`, REASON, /./)),
    at("quarantine-missing", published, inForm("Quarantine…", `Quarantine ${published?.version}`, { Reason: "   " }, MISSING)),
    at("release-open", plugins.release, (page) => opened(page, "Release…"), admin),
    at("release-missing", plugins.release, inForm("Release…", "Release 1.0.0", { Reason: "   " }, MISSING), admin),
    at("release-mail", plugins.release, mail("Release…", "Release 1.0.0", REASON, /./), admin),

    ...doneStates(site, plugins, author, other, admin, at),
  ];
}

type At = (name: string, version: CheckedVersion, act?: Act, by?: Person | null) => State;

/** What the page says after something was done, or could not be. */
function doneStates(site: Site, plugins: Plugins, author: Person, other: Person, admin: Person, at: At): State[] {
  return [
    at("suppression-refused", plugins.hidesRefused, inForm("Refuse this suppression…", "Refuse the suppression", REASON, "Blocked")),
    at(
      "asked-accepted",
      plugins.answerYes,
      inForm(
        "Accept this finding…",
        "Accept the finding",
        { "Why it may stay": "Only a constant reaches the shell." },
        "1 kept with reason",
      ),
    ),
    at(
      "asked-refused",
      plugins.answerNo,
      inForm(
        "Refuse…",
        "Refuse the request",
        { "Why it may not stay": "A project file can change the command." },
        "Refused to accept a finding",
      ),
    ),
    at("points-saved", plugins.pointsSaved, async (page) => {
      await page.getByRole("checkbox", { name: "Add a file LICENSE." }).check();
      await press(page, "Save the ticks");
      await page.getByText("Saved.", { exact: true }).waitFor();
    }),
    at("claimed", plugins.clean, async (page) => {
      await press(page, "Claim");
      await page.getByText("Claimed by you until").waitFor();
    }),
    at("claim-raced", plugins.claimRaced, async (page) => {
      await done(claimVersion(site.db, { person: other, versionId: plugins.claimRaced.id }));
      await press(page, "Claim");
      await page.getByText("looks at it").first().waitFor();
    }),
    at("decided-meanwhile", plugins.decided, async (page) => {
      await done(approveVersion(site.db, { person: other, ...looked(plugins.decided) }));
      await press(page, "Approve and publish 1.0.0");
      await page.getByRole("main").getByRole("alert").waitFor();
    }),
    at("replaced-meanwhile", plugins.replaced, async (page) => {
      await site.checked(author, smallZip("replaced", "VALUE = 3\n"));
      await press(page, "Approve and publish 1.0.0");
      await page.getByText("This version changed while you looked at it.").waitFor();
    }),
    at("checking", plugins.checking, (page) =>
      whileChecking(site, page, async () => {
        await site.upload(author, smallZip("checking", "VALUE = 4\n"));
        await page.reload();
        await page.getByText("The checks are running.").waitFor();
      }),
    ),
    at("approved", plugins.approve, toQueue(null, "Approve and publish 1.0.0", { "Note to the author": "A good plugin, thank you." })),
    at("returned-now", plugins.send, toQueue(RETURN, "Return 1.0.0", { "What to do": "Add a changelog\nMend the links" })),
    at("rejected-now", plugins.reject, toQueue("Reject…", "Reject 1.0.0", REASON)),
    at("quarantined-now", plugins.quarantine, inForm("Quarantine…", "Quarantine 1.0.0", REASON, "Quarantined")),
    at("released-now", plugins.release, inForm("Release…", "Release 1.0.0", REASON, "Published"), admin),
  ];
}
