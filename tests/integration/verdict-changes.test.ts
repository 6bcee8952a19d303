/** Very many verdicts turn at once, by other rules or other checks: everybody is told of all of theirs in one mail. */
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { removeExpiredRows } from "@/db/commands/remove-expired-rows";
import { sweepLostWork } from "@/db/commands/sweep-lost-work";
import { noteVerdictChange, tellVerdictChanges } from "@/db/commands/tell-verdict-changes";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { pluginEditors, rulesetActivations, scans, verdictChanges, versionEvents, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { DEFAULT_RULESET, QGIS_2026_07_RULESET } from "@/scanners/ruleset/rulesets";
import { pluginRow, type VersionFacts, versionRow } from "../builders/rows";
import { type MailRoom, openMailRoom } from "../helpers/mail-room";
import { openRepository, type TestRepository } from "../helpers/repository";

const site = "https://plugins.example.org";
let repository: TestRepository;
let room: MailRoom;
let company: SignedIn;
let author: SignedIn;
let approver: SignedIn;

beforeAll(async () => {
  repository = await openRepository({ PUBLIC_URL: site });
  room = openMailRoom(repository);
  company = await repository.person();
  author = await repository.person();
  approver = await repository.person({ role: "approver" });
});
afterAll(() => repository.close());

type Turned = Pick<VersionFacts, "status" | "verdict" | "scanKind">;
const RED: Turned = { status: "approved", verdict: "blocked" };

/** A version whose verdict was turned by the rules in force. */
async function turned(owner: SignedIn, packageName: string, facts: Turned) {
  const { db } = repository;
  const pluginId = await pluginRow(db, owner, packageName);
  const finds = facts.verdict === "blocked" ? [{ fingerprint: packageName }] : [];
  const row = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.0",
    scanKind: "backrun",
    ...facts,
    finds,
    columns: { metadata: { name: `Plugin ${packageName}` } as never },
  });
  await db.execute(
    sql`update versions set effective_reason = effective_reason || '{"blockingRules": [{"ruleId": "bandit/B602", "count": 1}]}' where id = ${row.versionId} and effective_verdict = 'blocked'`,
  );
  await bringUpToDate();
  await db.transaction((tx) => noteVerdictChange(tx, row));
  return { pluginId, ...row };
}

/** The rows' scans name a ruleset of their own. */
async function bringUpToDate(): Promise<void> {
  const { db } = repository;
  const [scan] = await db.select({ digest: scans.rulesetDigest }).from(scans).limit(1);
  const digest = scan?.digest ?? "";
  if ((await requireActiveRuleset(db)).digest !== digest) await db.insert(rulesetActivations).values({ digest, note: "for this test" });
}

const countUntold = () => repository.db.$count(verdictChanges, sql`${verdictChanges.toldIn} is null`);

it("whoever has several gets one mail, whoever has one the mail about it; editors do not decide about their own", async () => {
  const { db } = repository;
  const names = Array.from({ length: 23 }, (_, index) => `company_${String(index + 1).padStart(2, "0")}`);
  for (const name of names) await turned(company, name, RED);
  const own = await turned(author, "alone", RED);
  await db.insert(pluginEditors).values({ pluginId: own.pluginId, userId: approver.userId, role: "collaborator" });
  await turned(author, "draft", { status: "validated", verdict: "passed" });
  await turned(author, "unchecked", { status: "inconclusive", verdict: "inconclusive" });
  // Clean again: nothing is to be told of it. Judged once more, by a second change of the rules: it is told of once.
  const clean = await turned(company, "clean_again", RED);
  await db.update(versions).set({ effectiveVerdict: "passed" }).where(eq(versions.id, clean.versionId));
  const [name = ""] = names;
  const [again] = await db
    .insert(scans)
    .select(
      sql`select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).* from scans s join versions v on v.current_scan_id = s.id join plugins p on p.id = v.plugin_id where p.package_name = ${name}` as never,
    )
    .returning();
  const { id: scanId = "", versionId } = again ?? {};
  await db
    .update(versions)
    .set({ currentScanId: scanId })
    .where(eq(versions.id, versionId as number));
  await db.transaction((tx) => noteVerdictChange(tx, { scanId, versionId: versionId as number }));

  await tellVerdictChanges(db);
  expect(await countUntold()).toBe(0);
  await tellVerdictChanges(db);

  const mails = await room.mailsTo(company);
  expect(mails.map((mail) => mail.subject)).toEqual(["Plugins Need Your Attention: 23 published versions"]);
  const text = mails[0]?.text.replaceAll("\u00a0", " ") ?? "";
  for (const words of [
    "23 published versions are not clean any more",
    `Plugin company_01 1.0 <${site}/plugins/company_01/version/1.0?mail=`,
    "1 critical finding (bandit/B602)",
    "And 3 more, which stand under “My plugins”.",
    `Open my plugins <${site}/plugins/my>`,
  ])
    expect(text).toContain(words);
  for (const words of ["company_21", "clean_again"]) expect(text).not.toContain(words);

  expect(await room.subjectsTo(author)).toEqual(["Plugin Needs Your Attention: Plugin alone v1.0"]);
  const [forApprover, ...others] = (await room.mailsTo(approver)).filter((mail) => !mail.subject.includes("Attention"));
  expect(others).toEqual([]);
  expect(forApprover?.subject).toBe("Plugins Need a Decision: 25 versions");
  const list = forApprover?.text.replaceAll("\u00a0", " ") ?? "";
  for (const words of [
    "Public, and not clean any more: 23",
    "Ready: 1",
    "Plugin draft 1.0",
    "Could not be checked: 1",
    "And 3 more in the queue.",
  ])
    expect(list).toContain(words);
  expect(list).not.toContain("alone");
  expect(forApprover?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
});

it("what could not be checked again is not said to be unclean", async () => {
  const [owner, other] = [await repository.person(), await repository.person({ role: "approver" })];
  const stuck: Turned = { status: "approved", verdict: "inconclusive" };
  for (const name of ["stuck_1", "stuck_2"]) await turned(owner, name, stuck);
  await tellVerdictChanges(repository.db);
  const all = await room.mailTo(owner, "Plugins Need Your Attention: 2 published versions");
  expect(all.text).toContain("2 published versions could not be checked again");
  expect(all.text).toContain("press “Scan again”");
  expect(all.text).not.toContain("not clean");
  expect((await room.mailTo(other, "Plugins Need a Decision: 2 versions")).text).toContain("Public, and could not be checked again: 2");

  await turned(owner, "stuck_3", stuck);
  await turned(owner, "red", RED);
  await tellVerdictChanges(repository.db);
  const [some] = (await room.mailsTo(owner)).filter((mail) => mail.text.includes("Plugin red"));
  expect(some?.text).toContain("2 published versions are not clean any more, or could not be checked again");
});

it("waits until all have been judged, at most an hour, and forgets what was told", async () => {
  const { db } = repository;
  const { versionId } = await turned(company, "early", RED);
  const { digest } = await requireActiveRuleset(db);
  const other = digest === DEFAULT_RULESET.digest ? QGIS_2026_07_RULESET : DEFAULT_RULESET;
  await db.insert(rulesetActivations).values({ digest: other.digest, note: "not followed yet" });
  await tellVerdictChanges(db);
  expect(await countUntold()).toBe(1);
  const again = sql`select 1 from graphile_worker._private_jobs where key = 'tell-verdict-changes' and run_at > now() + interval '5 seconds'`;
  expect((await db.execute(again)).rows).toHaveLength(1);

  await db
    .update(verdictChanges)
    .set({ notedAt: new Date(Date.now() - 61 * 60 * 1000) })
    .where(eq(verdictChanges.versionId, versionId));
  await tellVerdictChanges(db);
  expect(await countUntold()).toBe(0);
  expect((await room.subjectsTo(company))[0]).toBe("Plugin Needs Your Attention: Plugin early v1.0");

  await db.execute(sql`update verdict_changes set noted_at = now() - interval '31 days' where version_id = ${versionId}`);
  const before = await db.$count(verdictChanges);
  await removeExpiredRows(db);
  expect(await db.$count(verdictChanges)).toBe(before - 1);
});

it("says nothing more when nothing of it holds by the time that the mail goes out", async () => {
  const { db } = repository;
  await bringUpToDate();
  const both = [await turned(company, "first_of_two", RED), await turned(company, "second_of_two", RED)];
  const before = (await room.subjectsTo(company)).length;
  await tellVerdictChanges(db);
  for (const { versionId } of both) await db.update(versions).set({ effectiveVerdict: "passed" }).where(eq(versions.id, versionId));
  expect(await room.subjectsTo(company)).toHaveLength(before);
});

it("what is being checked again when the hour is over is told when it has settled, if it is not as it was before", async () => {
  const { db } = repository;
  await bringUpToDate();
  const DRAFT: Turned = { status: "inconclusive", verdict: "inconclusive" };
  const names = ["settles", "as_before", "turned_back", "told_by_itself"] as const;
  const drafts = new Map<string, { versionId: number; scanId: string }>();
  for (const name of names)
    drafts.set(name, await turned(author, name, { ...DRAFT, scanKind: name === "told_by_itself" ? "rescan" : "backrun" }));
  const versionOf = (name: string) => drafts.get(name)?.versionId as number;
  const move = (name: string, status: "validating" | "inconclusive" | "validated" | "blocked", effectiveVerdict: typeof DRAFT.verdict) =>
    db
      .update(versions)
      .set({ status, effectiveVerdict })
      .where(eq(versions.id, versionOf(name)));
  await db.insert(versionEvents).values({
    ...{ versionId: versionOf("as_before"), pluginId: 0, actorKind: "system", event: "rescan", scanId: drafts.get("as_before")?.scanId },
    ...{ fromStatus: "validated", toStatus: "validating" },
  });
  for (const name of names) await move(name, "validating", null);
  await db.execute(sql`update verdict_changes set noted_at = now() - interval '61 minutes' where told_in is null`);
  const before = (await room.subjectsTo(approver)).length;

  await tellVerdictChanges(db);
  expect(await countUntold()).toBe(names.length);
  expect(await room.subjectsTo(approver)).toHaveLength(before);
  const again = sql`select 1 from graphile_worker._private_jobs where key = 'tell-verdict-changes' and run_at > now() + interval '5 seconds'`;
  expect((await db.execute(again)).rows).toHaveLength(1);

  await move("settles", "inconclusive", "inconclusive");
  await move("as_before", "validated", "passed");
  await move("turned_back", "blocked", "blocked");
  await move("told_by_itself", "inconclusive", "inconclusive");
  await tellVerdictChanges(db);
  expect(await countUntold()).toBe(0);
  expect((await room.subjectsTo(approver)).slice(0, -before)).toEqual(["Plugin Needs a Decision: Plugin settles v1.0"]);
});

it("what was told already is not told again because it was being checked when a later hour was over", async () => {
  const { db } = repository;
  await bringUpToDate();
  const STUCK: Turned = { status: "inconclusive", verdict: "inconclusive" };
  await turned(author, "told_first", STUCK);
  const again = await turned(author, "told_again", STUCK);
  const noteAgain = async ({ versionId, pluginId, scanId: earlier }: typeof again) => {
    const scanId = randomUUID();
    await db.execute(sql`insert into scans select (jsonb_populate_record(s, ${JSON.stringify({ id: scanId, queued_at: new Date() })}::jsonb)).*
      from scans s where s.id = ${earlier}::uuid`);
    await db.update(versions).set({ currentScanId: scanId, status: "validating" }).where(eq(versions.id, versionId));
    await db.insert(versionEvents).values({
      ...{ versionId, pluginId, actorKind: "system", event: "rescan", scanId },
      ...{ fromStatus: "inconclusive", toStatus: "validating" },
    });
    await db.transaction((tx) => noteVerdictChange(tx, { scanId, versionId }));
  };
  await tellVerdictChanges(db);
  await noteAgain(again);
  await db.execute(sql`update verdict_changes set noted_at = now() - interval '61 minutes' where told_in is null`);
  await tellVerdictChanges(db);
  expect(await countUntold()).toBe(1);
  await db.update(versions).set({ status: "inconclusive" }).where(eq(versions.id, again.versionId));

  // The first mail goes out now, and still has both.
  expect((await room.subjectsTo(approver))[0]).toBe("Plugins Need a Decision: 2 versions");
  const before = (await room.subjectsTo(approver)).length;
  await tellVerdictChanges(db);
  expect(await countUntold()).toBe(0);
  expect(await room.subjectsTo(approver)).toHaveLength(before);
});

it("when the job of the telling has given up, the sweep takes it up again", async () => {
  const { db } = repository;
  await tellVerdictChanges(db);
  await turned(author, "given_up", RED);
  await db.execute(sql`
    select id from graphile_worker.permanently_fail_jobs(
      array(select id from graphile_worker._private_jobs where key = 'tell-verdict-changes'), 'no room')`);
  expect(await sweepLostWork(db)).toMatchObject({ tellings: 1 });
  // It waits for its turn: once is enough.
  expect(await sweepLostWork(db)).toMatchObject({ tellings: 0 });
  await tellVerdictChanges(db);
  await db.execute(sql`delete from graphile_worker._private_jobs where key = 'tell-verdict-changes'`);
  expect(await sweepLostWork(db)).toMatchObject({ tellings: 0 });
});
