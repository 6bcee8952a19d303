/** The mails themselves, opened as a page each: on the site they stand in a frame that no program can look into. */
import { and, eq, sql } from "drizzle-orm";
import { changeTrust } from "@/db/commands/change-trust";
import { createToken } from "@/db/commands/create-token";
import { askForAcceptance } from "@/db/commands/decide-finding";
import { endAcceptances } from "@/db/commands/end-acceptances";
import { answerAcceptance } from "@/db/commands/end-decision";
import { followReturned } from "@/db/commands/follow-returned";
import { saveMailPreferences } from "@/db/commands/mail-preferences";
import { inviteEditor, removeEditor } from "@/db/commands/plugin-people";
import { queueReviewDigests } from "@/db/commands/queue-review-digests";
import { queueTokenReminders } from "@/db/commands/queue-token-reminders";
import { returnVersion } from "@/db/commands/review-version";
import { noteVerdictChange, tellVerdictChanges } from "@/db/commands/tell-verdict-changes";
import { apiTokens, findingDecisions, findings, pluginEditors, versions } from "@/db/schema";
import { DEFAULT_MAIL_PREFERENCES, MAIL_KINDS } from "@/lib/domain/mails";
import { outboxFolder } from "@/lib/mailer";
import { readOutboxMail } from "@/lib/mailer/outbox";
import { urls } from "@/lib/urls";
import { CLEAN, pluginZip, SHELL } from "../builders/findings";
import { expectFitsPhone, expectNoSeriousProblem } from "../helpers/accessible";
import { freshPlugin } from "../helpers/e2e-plugin";
import type { Person, Site } from "../helpers/e2e-site";
import { expect, test } from "../helpers/e2e-test";
import { waitFor } from "../helpers/wait-for";

/** What the demo data has no mail about. */
async function haveEveryKindSent(site: Site): Promise<void> {
  const { db } = site;
  const [owner, approver, admin] = [await site.person(), await site.person({ role: "approver" }), await site.demoPerson("admin")];
  // Of a public version it is the red badge that people are told of, of one that waits the end itself.
  const [published, other] = await Promise.all([
    accepted(site, owner, approver),
    accepted(site, owner, approver),
    accepted(site, owner, approver).then((waiting) => letItEnd(site, waiting)),
    leaveReturned(site, owner, approver),
  ]);
  for (const version of [published, other]) {
    await site.approve(await site.settled(version.id));
    await letItEnd(site, version);
  }
  // As a change of the rules that turns both does.
  await db.transaction(async (tx) => {
    for (const { id, currentScanId } of [published, other]) await noteVerdictChange(tx, { versionId: id, scanId: currentScanId ?? "" });
  });
  await tellVerdictChanges(db);
  await visitedByGuest(site, owner, published);
  const person = await site.person();
  await changeTrust(db, { person: admin, userId: person.userId, isTrusted: true, reason: "Ten versions without a finding." });
  const token = await createToken(db, { person, name: "Release workflow", pluginId: null, days: 90 });
  if (!token.ok) throw new Error(token.error.message);
  await db
    .update(apiTokens)
    .set({ createdAt: sql`now() - interval '85 days'`, expiresAt: sql`now() + interval '5 days'` })
    .where(eq(apiTokens.id, token.value.tokenId));
  await queueTokenReminders(db);
  await saveMailPreferences(db, approver.userId, { ...DEFAULT_MAIL_PREFERENCES, review: "daily" });
  await queueReviewDigests(db);
}

/** A version whose one critical finding an approver has accepted. */
async function accepted({ db, checked }: Site, owner: Person, approver: Person): Promise<Awaited<ReturnType<Site["checked"]>>> {
  const version = await checked(owner, pluginZip(SHELL, freshPlugin("ending")));
  const [finding] = await db
    .select()
    .from(findings)
    .where(and(eq(findings.scanId, version.currentScanId ?? ""), eq(findings.severity, "critical")));
  const asked = await askForAcceptance(db, { person: owner, versionId: version.id, findingId: finding?.id ?? 0, reason: "It is meant." });
  if (!asked.ok) throw new Error(asked.error.message);
  await answerAcceptance(db, { person: approver, decisionId: asked.value.decisionId, answer: "accept", reason: "Only a constant." });
  return version;
}

async function letItEnd({ db }: Site, { pluginId }: { pluginId: number }): Promise<void> {
  await db.transaction(async (tx) => {
    // Decisions are append-only; here time passes instead.
    await tx.execute(sql`set local session_replication_role = replica`);
    const past = { expiresAt: sql`now() - interval '1 minute'` };
    await tx
      .update(findingDecisions)
      .set(past)
      .where(and(eq(findingDecisions.pluginId, pluginId), eq(findingDecisions.kind, "acceptance")));
  });
  await endAcceptances(db);
}

/** Somebody is invited to a plugin, and somebody leaves it. */
async function visitedByGuest({ db, person }: Site, owner: Person, plugin: { pluginId: number; packageName: string }): Promise<void> {
  const guest = await person();
  await inviteEditor(db, { person: owner, packageName: plugin.packageName, email: guest.email, as: "collaborator" });
  await db.insert(pluginEditors).values({ pluginId: plugin.pluginId, userId: guest.userId, role: "collaborator" });
  await removeEditor(db, { person: owner, packageName: plugin.packageName, userId: guest.userId });
}

async function leaveReturned(site: Site, owner: Person, approver: Person): Promise<void> {
  const { id: versionId, artifactSha256, currentScanId } = await site.checked(owner, pluginZip(CLEAN, freshPlugin("forgotten")));
  const looked = { versionId, artifactSha256, scanId: currentScanId ?? "" };
  await returnVersion(site.db, { person: approver, ...looked, reason: "Nearly there.", points: ["Add a changelog."] });
  await site.db.update(versions).set({ statusChangedAt: sql`now() - interval '15 days'` }).where(eq(versions.id, versionId));
  await followReturned(site.db);
}

/** One mail of each kind, and of those about a verdict or a decision one for each outcome. */
async function sentMails({ db }: Site): Promise<{ kind: string; messageId: string }[]> {
  const { rows } = await db.execute<{ kind: string; message_id: string }>(sql`
    select distinct on (e.kind, s.verdict, v.event, d.kind) e.kind, e.message_id
    from emails e left join scans s on s.id::text = e.subject_id
      left join version_events v on v.id::text = e.subject_id
      left join finding_decisions d on d.id::text = e.subject_id
    where e.state = 'sent'
    order by e.kind, s.verdict, v.event, d.kind, e.created_at desc`);
  return rows.map((row) => ({ kind: row.kind, messageId: row.message_id }));
}

test("a mail of every kind has no serious accessibility problem in light and dark, and fits a phone", async ({ open, site }) => {
  test.setTimeout(120_000);
  const page = await open(null);
  await page.goto(urls.signIn());
  await page.getByLabel("Your mail address").fill((await site.person()).email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await haveEveryKindSent(site);
  const mails = await waitFor("a mail of every kind", async () => {
    const sent = await sentMails(site);
    return MAIL_KINDS.every((kind) => sent.some((one) => one.kind === kind)) ? sent : null;
  });
  for (const { kind, messageId } of mails) {
    const mail = await readOutboxMail(outboxFolder(site.env.dataDir), messageId);
    await test.step(`${kind}: ${mail?.subject}`, async () => {
      await page.setContent(mail?.html ?? "");
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expectNoSeriousProblem(page);
      await expectFitsPhone(page);
    });
  }
});
