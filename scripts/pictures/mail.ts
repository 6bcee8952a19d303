import { desc, eq, gte, isNull } from "drizzle-orm";
import { emails, users, verdictChanges } from "@/db/schema";
import { outboxFolder } from "@/lib/mailer";
import { listOutbox } from "@/lib/mailer/outbox";
import { urls } from "@/lib/urls";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "@/tests/builders/findings";
import type { Person, Site } from "@/tests/helpers/e2e-site";
import { playAccountMails, playVersionMails } from "@/tests/helpers/mail-scenes";
import { waitFor } from "@/tests/helpers/wait-for";
import { sendEmail } from "@/workers/tasks/send-email";
import type { Area, State } from "./state";

const LONG_NAME = "Hydrological catchment delineation and Gewässereinzugsgebietsabgrenzungsverfahren for large rasters";
const results = (version: string) => `Plugin Validation Results: ${version}`;
const ready = (version: string) => `${results(version)} (ready for review)`;
const question = (version: string) => `Plugin Needs a Decision: ${version}`;

/** What each is called (after its kind, see lib/domain/mails.ts), how its subject begins, and words that only it has. */
const MAILS: [name: string, subject: string, words?: string][] = [
  ["upload-confirmation", "Plugin Upload Confirmation: Roads v1.0"],
  ["upload-confirmation-long-name", `Plugin Upload Confirmation: ${LONG_NAME} v1.0`],
  ["validation-results-clean-waits", results("Roads v1.0")],
  ["validation-results-clean-trusted", results("Trails v1.0")],
  ["validation-results-advisory", results("Rivers v1.0")],
  ["validation-results-advisory-trusted", results("Trails v1.1")],
  ["validation-results-long-name", results(`${LONG_NAME} v1.0`)],
  ["validation-results-blocked", results("Tunnels v1.0")],
  ["validation-results-blocked-many", results("Bridges v1.0")],
  ["validation-results-blocked-many-new", results("Bridges v1.1")],
  ["validation-results-secret-masked", results("Wells v1.0")],
  ["validation-results-only-tests", results("Quays v1.0")],
  ["validation-results-hidden-by-comment", results("Ferries v1.0")],
  ["validation-results-kept-with-consent", results("Weirs v1.1")],
  ["validation-results-inconclusive", results("Canals v1.0"), "could not be checked"],
  ["review-ready-clean", ready("Roads v1.0")],
  ["review-ready-advisory", ready("Rivers v1.0")],
  ["review-ready-hides-critical", ready("Ferries v1.0")],
  ["review-ready-new-version", ready("Weirs v1.1")],
  ["needs-decision-acceptance-asked", question("Tunnels v1.0")],
  ["needs-decision-inconclusive", question("Canals v1.0")],
  ["needs-decision-public-blocked", question("Dams v1.0"), "is public and has critical findings"],
  ["needs-decision-public-inconclusive", question("Piers v1.0")],
  ["public-not-clean-acceptance-ended", "Plugin Needs Your Attention: Dams v1.0"],
  ["public-not-clean-blocked", "Plugin Needs Your Attention: Weirs v1.0"],
  ["public-not-clean-inconclusive", "Plugin Needs Your Attention: Piers v1.0"],
  ["several-not-clean", "Plugins Need Your Attention"],
  ["several-waiting", "Plugins Need a Decision"],
  ["decision-approved", "Plugin Approved: Roads v1.0"],
  ["decision-withdrawn", "Plugin Withdrawn: Roads v1.0"],
  ["decision-restored", "Plugin Restored: Roads v1.0"],
  ["decision-quarantined", "Plugin Quarantined: Roads v1.0"],
  ["decision-released", "Plugin Released: Roads v1.0"],
  ["decision-returned-with-points", "Plugin Returned: Rivers v1.0"],
  ["decision-closed", "Plugin Closed: Rivers v1.0"],
  ["decision-rejected", "Plugin Rejected: Bridges v1.0"],
  ["decision-acceptance-granted", "Finding Accepted: Tunnels v1.0"],
  ["decision-acceptance-refused", "Finding Not Accepted: Tunnels v1.0"],
  ["decision-acceptance-withdrawn", "Acceptance Withdrawn: Tunnels v1.0"],
  ["decision-suppression-refused", "Suppression Refused: Ferries v1.0"],
  ["decision-suppression-allowed", "Suppression Allowed: Ferries v1.0"],
  ["acceptance-ended", "Acceptance Ended: Locks v1.0"],
  ["return-reminder", "Reminder, Plugin Returned: Rivers v1.0"],
  ["plugin-event-collaborator-joined", "New Collaborator: Lakes"],
  ["plugin-event-owner-joined", "New Owner: Lakes"],
  ["plugin-event-handed-over-former-owner", "Handed Over: Lakes", "You handed"],
  ["plugin-event-handed-over-others", "Handed Over: Lakes", "Owner of Lakes handed"],
  ["plugin-event-invitation-declined", "Invitation Declined: Lakes"],
  ["plugin-event-left", "Maintainer Left: Lakes"],
  ["plugin-event-removed-person", "You do not maintain Lakes any more"],
  ["plugin-event-removed-others", "Maintainer Removed: Lakes"],
  ["plugin-event-token-revoked", "Your token for Lakes was revoked"],
  ["plugin-event-deleted", "Plugin Deleted: Lakes"],
  ["plugin-event-restored", "Plugin Brought Back: Lakes"],
  ["plugin-event-transferred-new-owner", "Transferred: Lakes", "You are the owner now"],
  ["plugin-event-transferred-others", "Transferred: Lakes", "Somebody else is the owner now"],
  ["invitation-collaborator", "Invitation to maintain Lakes", "As a collaborator"],
  ["invitation-owner", "Invitation to maintain Lakes", "As an owner"],
  ["invitation-successor", "Invitation to maintain Lakes", "As its new owner"],
  ["token-created", "A token was made for your account", "Release workflow"],
  ["token-expiring-30-days", "Your token “Release workflow” ends in 30 days"],
  ["token-expiring-7-days", "Your token “Release workflow” ends in 7 days"],
  ["trust-changed-given", "You are a trusted author now"],
  ["trust-changed-revoked", "Your uploads wait for an approver again"],
];

export const mail: Area = async ({ site }) => {
  const { db } = site;
  const begun = new Date();
  // Those whom other scenes left behind would each get every mail to approvers.
  await db.update(users).set({ role: "user" }).where(eq(users.role, "approver"));
  const deliver = async () => {
    await waitFor("all mails to be sent", async () => (await db.$count(emails, eq(emails.state, "queued"))) === 0, 120_000);
  };
  const scene = { ...site, accepted: (person: Person, zip: Uint8Array) => site.upload(person, zip) };
  await playVersionMails(scene, { deliver });
  await playAccountMails(scene, { deliver });
  const author = await site.person({ isTrusted: true });
  await site.checked(author, pluginZip(BARE_EXCEPT, { packageName: "catchments", name: LONG_NAME, version: "1.0" }));
  const tests = { "test/test_shell.py": SHELL, "test/test_read.py": BARE_EXCEPT };
  await site.checked(author, pluginZip(CLEAN, { packageName: "quays", name: "Quays", version: "1.0", files: tests }));
  // They wait for verdicts that still follow the rules that somebody changed.
  await waitFor(
    "changed verdicts to be told of",
    async () => (await db.$count(verdictChanges, isNull(verdictChanges.toldIn))) === 0,
    120_000,
  );
  await deliver();

  const rows = await db.select().from(emails).where(gte(emails.createdAt, begun)).orderBy(desc(emails.createdAt));
  const outbox = new Map((await listOutbox(outboxFolder(site.env.dataDir))).map((one) => [one.id, one]));
  const sent = rows.flatMap((row) => {
    const mail = outbox.get(row.messageId ?? "");
    return mail ? [{ row, mail }] : [];
  });
  const find = (name: string, subject: string, words = "") => {
    const found = sent.find(({ row, mail }) => name.startsWith(row.kind) && mail.subject.startsWith(subject) && mail.html.includes(words));
    if (!found) throw new Error(`no mail for ${name}`);
    return found;
  };
  const state = (name: string, html: string): State => ({ name: `mail-${name}`, by: null, shows: { html } });
  const digest = sent.find(({ row }) => row.kind === "review-digest");
  const late = async (name: string, subject: string, words?: string, env = site.env) =>
    state(name, await sentNow({ db, env }, find(name, subject, words).row.id));
  return [
    signIn(site),
    ...MAILS.map(([name, subject, words]) => state(name, find(name, subject, words).mail.html)),
    ...(digest ? [state("review-digest", digest.mail.html)] : []),
    await late("validation-results-replaced", results("Canals v1.0"), "all checks passed"),
    await late("validation-results-not-public", results("Rivers v1.0")),
    await late("decision-returned-changed-since", "Plugin Returned: Rivers v1.0"),
    await late("validation-results-with-help", results("Wells v1.0"), "", {
      ...site.env,
      SUPPORT_EMAIL: "help@example.org",
      SUPPORT_URL: "https://example.org/help",
    }),
  ];
};

/** As it reads when the worker comes to it only now, or on another site. */
async function sentNow({ db, env }: Pick<Site, "db" | "env">, emailId: string): Promise<string> {
  const sent: string[] = [];
  const mailer = {
    async send({ html }: { html: string }) {
      sent.push(html);
      return { messageId: emailId };
    },
  };
  await db.update(emails).set({ state: "queued" }).where(eq(emails.id, emailId));
  await sendEmail({ emailId }, { db, mailer, env }, { isLastAttempt: true });
  return sent[0] ?? "";
}

/** It goes through no queue: the page sends it. */
const signIn = ({ env }: Site): State => ({
  name: "mail-sign-in",
  by: null,
  shows: urls.signIn(),
  async act(page) {
    const address = "newcomer@example.org";
    await page.getByLabel("Your mail address").fill(address);
    await page.getByRole("button", { name: "Send me a link" }).click();
    const mail = await waitFor("the mail", async () => (await listOutbox(outboxFolder(env.dataDir))).find(({ to }) => to === address));
    await page.setContent(mail.html);
  },
});
