/** Everything that makes the site write to somebody, one after the other, with the ordinary commands. */
import { and, eq, inArray, sql } from "drizzle-orm";
import { answerInvitation } from "@/db/commands/answer-invitation";
import { changeTrust } from "@/db/commands/change-trust";
import { createToken } from "@/db/commands/create-token";
import { askForAcceptance, refuseSuppression } from "@/db/commands/decide-finding";
import { deletePlugin, restorePlugin } from "@/db/commands/delete-plugin";
import { endAcceptances } from "@/db/commands/end-acceptances";
import { answerAcceptance, withdrawDecision } from "@/db/commands/end-decision";
import { followReturned } from "@/db/commands/follow-returned";
import { saveMailPreferences } from "@/db/commands/mail-preferences";
import { requestRescan, restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { type InvitedAs, inviteEditor, removeEditor } from "@/db/commands/plugin-people";
import { queueReviewDigests } from "@/db/commands/queue-review-digests";
import { queueTokenReminders } from "@/db/commands/queue-token-reminders";
import { approveVersion, quarantineVersion, rejectVersion, releaseVersion, returnVersion } from "@/db/commands/review-version";
import { revokePluginToken } from "@/db/commands/revoke-plugin-token";
import { noteVerdictChange, tellVerdictChanges } from "@/db/commands/tell-verdict-changes";
import { transferPlugin } from "@/db/commands/transfer-plugin";
import { apiTokens, findingDecisions, findings, pluginInvitations, users, versions } from "@/db/schema";
import { DEFAULT_MAIL_PREFERENCES } from "@/lib/domain/mails";
import type { SignedIn } from "@/lib/domain/permissions";
import type { AppError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import { awsSecret, BARE_EXCEPT, CLEAN, pluginZip, SHELL, SHELL_INTENDED } from "../builders/findings";
import type { MailRoom } from "./mail-room";
import type { TestRepository } from "./repository";
import { waitFor } from "./wait-for";

/** A test's repository, or a site whose worker runs. */
type Scene = Pick<TestRepository, "db" | "storage" | "person" | "settled"> & {
  accepted(person: SignedIn, zip: Uint8Array): Promise<{ versionId: number; pluginId: number }>;
};
type Delivery = Pick<MailRoom, "deliver">;

type Row = typeof versions.$inferSelect;

async function done<T>(result: Promise<Result<T, AppError>>): Promise<T> {
  const got = await result;
  if (!got.ok) throw new Error(`${got.error.code}: ${got.error.message}`);
  return got.value;
}

const named = async ({ db }: Scene, person: SignedIn, name: string) => {
  await db.update(users).set({ name }).where(eq(users.id, person.userId));
  return { ...person, name };
};
const looked = (row: Row) => ({ versionId: row.id, scanId: row.currentScanId as string, artifactSha256: row.artifactSha256 });
const shells = (count: number) => Array.from({ length: count }, (_, at) => SHELL.replace("def run", `def run_${at}`)).join("\n");

/** Mails about versions. */
export async function playVersionMails(repository: Scene, room: Delivery): Promise<void> {
  const { db } = repository;
  const owner = await named(repository, await repository.person(), "Owner of Roads");
  const trusted = await named(repository, await repository.person({ isTrusted: true }), "Trusted author");
  const [approver, admin] = [await repository.person({ role: "approver" }), await repository.person({ role: "admin" })];
  const upload = async (name: string, version: string, code: string, by = owner, files = {}) => {
    const options = { packageName: name.toLowerCase(), name, version, files };
    const row = await repository.settled((await repository.accepted(by, pluginZip(code, options))).versionId);
    await room.deliver();
    return row;
  };
  const findingOf = async (row: Row, ruleId: string, person: SignedIn, reason: string) => {
    const [found] = await db
      .select({ id: findings.id })
      .from(findings)
      .where(and(eq(findings.scanId, row.currentScanId as string), eq(findings.ruleId, ruleId)));
    return { person, versionId: row.id, findingId: found?.id ?? 0, reason };
  };
  const ask = async (row: Row, reason = "The command is what the plugin is for.") => {
    const about = await findingOf(row, "bandit/B602", owner, reason);
    const { decisionId } = await done(askForAcceptance(db, { ...about, reasonKind: "intended", scope: "rule" }));
    await room.deliver();
    return decisionId;
  };
  const answer = async (decisionId: string, yes: boolean, reason: string) =>
    (await done(answerAcceptance(db, { person: approver, decisionId, answer: yes ? "accept" : "refuse", reason }))).decisionId;
  const agedBy = (row: Row, days: number) =>
    db.execute(sql`update versions set status_changed_at = now() - make_interval(days => ${days}) where id = ${row.id}`);

  const roads = await upload("Roads", "1.0", CLEAN);
  await done(approveVersion(db, { person: approver, ...looked(roads) }));
  await room.deliver();
  await done(withdrawVersion(db, { person: owner, versionId: roads.id }));
  await room.deliver();
  await done(restoreVersion(db, { person: owner, versionId: roads.id }));
  await done(
    quarantineVersion(db, {
      person: approver,
      versionId: roads.id,
      reason: "It downloads a program from an address that answers no more.",
    }),
  );
  await room.deliver();
  await done(releaseVersion(db, { person: admin, versionId: roads.id, reason: "The address is the author's, and answers again." }));

  await upload("Trails", "1.0", CLEAN, trusted);
  await upload("Trails", "1.1", BARE_EXCEPT, trusted);

  const rivers = await upload("Rivers", "1.0", BARE_EXCEPT);
  const points = ["Say in metadata.txt what the plugin is for.", "Leave the folder of tests out of the package."];
  await done(returnVersion(db, { person: approver, ...looked(rivers), reason: "Almost there.\nTwo things:", points }));
  await agedBy(rivers, 14);
  await followReturned(db);
  await room.deliver();
  await agedBy(rivers, 60);
  await followReturned(db);

  const bridges = await upload("Bridges", "1.0", `${shells(30)}\n${BARE_EXCEPT}`);
  await done(rejectVersion(db, { person: approver, ...looked(bridges), reason: "Another plugin does the same and is maintained." }));
  const more = { "keys.py": awsSecret(), "load.py": "import yaml\n\n\ndef load(text):\n    return yaml.load(text)\n", "fetch.py": FETCH };
  await upload("Bridges", "1.1", `${shells(36)}\n${BARE_EXCEPT}`, owner, more);
  await upload("Wells", "1.0", awsSecret());

  const tunnels = await upload("Tunnels", "1.0", shells(2));
  await answer(await ask(tunnels), false, "Pass a list of arguments instead: then no shell is needed.");
  const accepted = await answer(
    await ask(tunnels, "The arguments come from the person at the keyboard."),
    true,
    "Agreed, for these two places.",
  );
  await room.deliver();
  await done(withdrawDecision(db, { person: approver, decisionId: accepted }));

  const ferries = await upload("Ferries", "1.0", SHELL_INTENDED);
  const refused = await done(refuseSuppression(db, await findingOf(ferries, "bandit/B602", approver, "The comment does not say why.")));
  await room.deliver();
  await done(withdrawDecision(db, { person: approver, decisionId: refused.decisionId }));

  const accept = async (name: string) => {
    const row = await upload(name, "1.0", SHELL);
    await answer(await ask(row), true, "Agreed.");
    return row;
  };
  const [dams, locks] = [await accept("Dams"), await accept("Locks")];
  await done(approveVersion(db, { person: approver, ...looked(dams) }));
  await db.transaction(async (tx) => {
    // Decisions are append-only; here time passes instead.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx
      .update(findingDecisions)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(and(inArray(findingDecisions.pluginId, [dams.pluginId, locks.pluginId]), eq(findingDecisions.kind, "acceptance")));
  });
  await endAcceptances(db);

  const weirs = await upload("Weirs", "1.0", SHELL);
  const kept = await answer(await ask(weirs), true, "Agreed.");
  await done(approveVersion(db, { person: approver, ...looked(weirs) }));
  await upload("Weirs", "1.1", SHELL);
  await done(withdrawDecision(db, { person: approver, decisionId: kept }));

  // The file is gone when the checks run again: they cannot end.
  const checkAgain = async (row: Row) => {
    await repository.storage.remove(row.artifactSha256);
    await done(requestRescan(db, { person: owner, versionId: row.id }));
    await waitFor(`version ${row.id} to be found impossible to check`, async () => {
      const [now] = await db.select({ verdict: versions.effectiveVerdict }).from(versions).where(eq(versions.id, row.id));
      return now?.verdict === "inconclusive";
    });
    await room.deliver();
  };
  const [canals, piers] = [await upload("Canals", "1.0", CLEAN), await upload("Piers", "1.0", CLEAN)];
  await done(approveVersion(db, { person: approver, ...looked(piers) }));
  for (const row of [canals, piers]) await checkAgain(row);

  // As a change of the rules that turns all of these does.
  const turned = await db
    .select()
    .from(versions)
    .where(
      inArray(
        versions.id,
        [dams, weirs, piers, canals, ferries].map(({ id }) => id),
      ),
    );
  await db.transaction(async (tx) => {
    for (const { id: versionId, currentScanId } of turned) await noteVerdictChange(tx, { versionId, scanId: currentScanId ?? "" });
  });
  await tellVerdictChanges(db);

  const daily = await named(repository, await repository.person({ role: "approver" }), "Approver");
  await saveMailPreferences(db, daily.userId, { ...DEFAULT_MAIL_PREFERENCES, review: "daily" });
  await queueReviewDigests(db);
}

const FETCH = "import requests\n\n\ndef fetch(url):\n    return requests.get(url)\n";

/** Mails about people, their plugins and their tokens. */
export async function playAccountMails(repository: Scene, room: Delivery): Promise<void> {
  const { db } = repository;
  const packageName = "lakes";
  const [owner, friend, heir, other, admin] = [
    await named(repository, await repository.person(), "Owner of Lakes"),
    await named(repository, await repository.person(), "Friend"),
    await named(repository, await repository.person(), "Heir"),
    await named(repository, await repository.person(), "Somebody else"),
    await named(repository, await repository.person({ role: "admin" }), "Administrator"),
  ];
  const { pluginId } = await repository.accepted(owner, pluginZip(CLEAN, { packageName, name: "Lakes" }));
  const invite = async (by: SignedIn, person: SignedIn, as: InvitedAs, accepts: boolean) => {
    const email = `${person.userId}@example.org`;
    await done(inviteEditor(db, { person: by, packageName, email, as }));
    await room.deliver();
    const [offer] = await db
      .select()
      .from(pluginInvitations)
      .where(and(eq(pluginInvitations.pluginId, pluginId), eq(pluginInvitations.email, email)));
    await done(answerInvitation(db, { person, invitationId: offer?.id ?? "", accepts }));
    await room.deliver();
  };
  await invite(owner, friend, "collaborator", true);
  await invite(owner, other, "owner", false);
  await invite(owner, other, "owner", true);
  const remove = async (person: SignedIn, userId: string) => {
    await done(removeEditor(db, { person, packageName, userId }));
    await room.deliver();
  };
  const { tokenId } = await done(createToken(db, { person: friend, name: "Nightly builds", pluginId, days: 365 }));
  await done(revokePluginToken(db, { person: owner, packageName, tokenId }));
  await room.deliver();
  await remove(owner, friend.userId);
  await invite(owner, heir, "successor", true);
  await remove(other, other.userId);
  await done(deletePlugin(db, { person: heir, packageName, confirmation: packageName }));
  await room.deliver();
  await done(restorePlugin(db, { person: heir, packageName }));
  await done(
    transferPlugin(db, {
      person: admin,
      packageName,
      email: `${other.userId}@example.org`,
      owners: "stay",
      reason: "The owner asked for it by letter.",
    }),
  );

  const token = await done(createToken(db, { person: other, name: "Release workflow", pluginId, days: 365 }));
  for (const days of [30, 7]) {
    await db
      .update(apiTokens)
      .set({ createdAt: sql`now() - make_interval(days => ${365 - days})`, expiresAt: sql`now() + make_interval(days => ${days})` })
      .where(eq(apiTokens.id, token.tokenId));
    await queueTokenReminders(db);
    await room.deliver();
  }
  for (const isTrusted of [true, false]) {
    const reason = isTrusted ? "Twelve versions without a word." : "The last two were returned.";
    await done(changeTrust(db, { person: admin, userId: other.userId, isTrusted, reason }));
    await room.deliver();
  }
}
