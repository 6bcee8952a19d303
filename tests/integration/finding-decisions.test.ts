/** What owners and approvers say about findings: many places in one go, and their numbers. */
import { and, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { acknowledgeFinding, askForAcceptance } from "@/db/commands/decide-finding";
import { answerAcceptance, withdrawDecision } from "@/db/commands/end-decision";
import { tellThatPublicIsNotClean } from "@/db/commands/tell-public-not-clean";
import { getMailDecision } from "@/db/queries/email-content";
import { getVersionReport } from "@/db/queries/version-report";
import { emails, findingDecisions } from "@/db/schema";
import { BARE_EXCEPT, PYTHON_2, SHELL } from "../builders/findings";
import { accepted, inFunctions, openDecisionScene } from "../helpers/decision-scene";
import { codeOf } from "../helpers/review-scene";
import { waitFor } from "../helpers/wait-for";

const { repository, owner, approver, upload, findingsOf, about } = await openDecisionScene();
afterAll(() => repository.close());

/** As if they had been made two hours earlier. */
const moveDecisionsBack = (pluginId: number) =>
  repository.db.transaction(async (tx) => {
    // Decisions are append-only.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx
      .update(findingDecisions)
      .set({ decidedAt: sql`decided_at - interval '2 hours'` })
      .where(eq(findingDecisions.pluginId, pluginId));
  });

/** What is taken back before its mail went out is not told of at all. */
const allSent = (versionId: number) =>
  waitFor("the mails", async () =>
    (await repository.db.$count(emails, and(eq(emails.versionId, versionId), eq(emails.state, "queued")))) === 0 ? true : null,
  );

describe("all places of a rule in one go", () => {
  it("an acknowledgement takes every open warning of the rule, with its kind of reason, and goes as it came", async () => {
    await upload("many_warnings", "1.0", inFunctions(BARE_EXCEPT, ["one", "two", "three"]));
    const word = { ...(await about("many_warnings", "1.0", "flake8/E722")), reasonKind: "false-positive", scope: "rule" } as const;
    const decided = accepted(await acknowledgeFinding(repository.db, word));
    expect(decided.places).toBe(3);
    const kept = await findingsOf("many_warnings", "1.0", "flake8/E722");
    expect(kept.map((one) => [one.standing, one.decision?.reasonKind, one.decision?.places])).toEqual(
      Array(3).fill(["acknowledged", "false-positive", 3]),
    );
    expect(codeOf(await acknowledgeFinding(repository.db, word))).toBe("conflict");

    accepted(await withdrawDecision(repository.db, { person: owner, decisionId: decided.decisionId }));
    const one = await findingsOf("many_warnings", "1.0", "flake8/E722");
    expect(one.map((finding) => finding.standing).sort()).toEqual(["acknowledged", "acknowledged", "open"]);
    const left = one.find((finding) => finding.decision)?.decision;
    accepted(await withdrawDecision(repository.db, { person: owner, decisionId: left?.id ?? "", scope: "group" }));
    expect((await findingsOf("many_warnings", "1.0", "flake8/E722")).map((finding) => finding.standing)).toEqual(Array(3).fill("open"));
  });

  it("a request has a number and a day; one answer is given to all its places, and lifts the version", async () => {
    const version = await upload("many_shells", "1.0", inFunctions(SHELL, ["one", "two"]));
    expect(version.status).toBe("blocked");
    const word = { ...(await about("many_shells", "1.0", "bandit/B602")), reasonKind: "intended", scope: "rule" } as const;
    const asked = accepted(await askForAcceptance(repository.db, word));
    const [waiting, other] = await findingsOf("many_shells", "1.0", "bandit/B602");
    expect(waiting?.asked).toMatchObject({ groupNo: asked.groupNo, places: 2, reasonKind: "intended" });
    expect(waiting?.asked?.dueAt.getTime()).toBe((waiting?.asked?.askedAt.getTime() ?? 0) + 3 * 86_400_000);
    expect(await getMailDecision(repository.db, asked.decisionId)).toMatchObject({ reference: `GB-${asked.groupNo}`, places: 2 });
    expect(codeOf(await askForAcceptance(repository.db, word))).toBe("conflict");

    const answer = { person: approver, decisionId: other?.asked?.decisionId ?? "", answer: "accept", reason: "Agreed." } as const;
    const answered = accepted(await answerAcceptance(repository.db, answer));
    expect(answered).toMatchObject({ places: 2, groupNo: asked.groupNo });
    expect((await repository.version(version.id)).status).toBe("validated");
    expect(codeOf(await answerAcceptance(repository.db, { ...answer, decisionId: asked.decisionId }))).toBe("stale");
    const [lifted] = await findingsOf("many_shells", "1.0", "bandit/B602");
    expect(lifted?.history.map((step) => step.kind)).toEqual(["acceptance-asked", "acceptance"]);
  });

  it("a request is taken back as a whole", async () => {
    await upload("taken_back", "1.0", inFunctions(SHELL, ["one", "two"]));
    const asked = accepted(await askForAcceptance(repository.db, { ...(await about("taken_back", "1.0", "bandit/B602")), scope: "rule" }));
    accepted(await withdrawDecision(repository.db, { person: owner, decisionId: asked.decisionId }));
    expect((await findingsOf("taken_back", "1.0", "bandit/B602")).map((one) => one.asked)).toEqual([null, null]);
  });

  it("a request that was taken back before its mail went out is no news; the next one is told of", async () => {
    const version = await upload("asks_at_once", "1.0", SHELL);
    const ask = async () => accepted(await askForAcceptance(repository.db, await about("asks_at_once", "1.0", "bandit/B602")));
    const mine = and(eq(emails.versionId, version.id), eq(emails.kind, "needs-decision"), eq(emails.recipientId, approver.userId));
    const { decisionId } = await ask();
    await allSent(version.id);
    // As if no worker had come to it yet.
    await repository.db.update(emails).set({ state: "queued" }).where(mine);
    accepted(await withdrawDecision(repository.db, { person: owner, decisionId }));
    const { decisionId: again } = await ask();
    expect(
      (await repository.db.select({ subjectId: emails.subjectId }).from(emails).where(mine)).map((row) => row.subjectId).sort(),
    ).toEqual([decisionId, again].sort());
  });

  it("asked, taken back and asked again is one mail to each approver; an answered request may be made anew", async () => {
    const version = await upload("asks_again", "1.0", SHELL);
    const ask = async () => accepted(await askForAcceptance(repository.db, await about("asks_again", "1.0", "bandit/B602")));
    const mails = () =>
      repository.db.$count(
        emails,
        and(eq(emails.versionId, version.id), eq(emails.kind, "needs-decision"), eq(emails.recipientId, approver.userId)),
      );
    for (let round = 0; round < 3; round += 1) {
      const { decisionId } = await ask();
      await allSent(version.id);
      expect(await mails()).toBe(1);
      accepted(await withdrawDecision(repository.db, { person: owner, decisionId }));
    }
    const { decisionId } = await ask();
    await allSent(version.id);
    expect(await findingsOf("asks_again", "1.0", "bandit/B602")).toMatchObject([{ asked: { decisionId } }]);
    accepted(await answerAcceptance(repository.db, { person: approver, decisionId, answer: "refuse", reason: "Say why." }));
    await ask();
    expect(await mails()).toBe(2);
  });

  it("asked in the morning, taken back and asked again later: approvers are written to again", async () => {
    const version = await upload("asks_later", "1.0", inFunctions(SHELL, ["one", "two"]));
    const ask = async () => {
      const asked = await askForAcceptance(repository.db, { ...(await about("asks_later", "1.0", "bandit/B602")), scope: "rule" });
      return accepted(asked).decisionId;
    };
    const mails = (to = approver) =>
      repository.db.$count(
        emails,
        and(eq(emails.versionId, version.id), eq(emails.kind, "needs-decision"), eq(emails.recipientId, to.userId)),
      );
    const first = await ask();
    await allSent(version.id);
    await repository.db.update(emails).set({ createdAt: sql`created_at - interval '2 hours'` }).where(eq(emails.versionId, version.id));
    await moveDecisionsBack(version.pluginId);
    accepted(await withdrawDecision(repository.db, { person: owner, decisionId: first }));
    const second = await ask();
    await allSent(version.id);
    expect(await mails()).toBe(2);
    accepted(await withdrawDecision(repository.db, { person: owner, decisionId: second }));
    // Who has read nothing of it yet does.
    const other = await repository.person({ role: "approver" });
    await ask();
    expect([await mails(), await mails(other)]).toEqual([2, 1]);
  });

  it("many requests about one version are five mails an hour, and all of them wait in the list", async () => {
    const places = ["one", "two", "three", "four", "five", "six", "seven"];
    const version = await upload("asks_much", "1.0", inFunctions(SHELL, places));
    for (const { id } of await findingsOf("asks_much", "1.0", "bandit/B602"))
      accepted(await askForAcceptance(repository.db, { person: owner, versionId: version.id, findingId: id, reason: "Needed." }));
    const mine = and(eq(emails.versionId, version.id), eq(emails.recipientId, approver.userId));
    expect(await repository.db.$count(emails, and(mine, eq(emails.kind, "needs-decision")))).toBe(5);
    expect((await findingsOf("asks_much", "1.0", "bandit/B602")).filter((one) => one.asked)).toHaveLength(places.length);
    // No number of requests keeps approvers from hearing that something public has turned red.
    const red = { scanId: version.currentScanId as string, versionId: version.id, pluginId: version.pluginId };
    await repository.db.transaction((tx) => tellThatPublicIsNotClean(tx, red));
    expect(await repository.db.$count(emails, and(mine, eq(emails.kind, "needs-decision")))).toBe(6);
  });

  it("what cannot be analysed can be asked for without a new upload", async () => {
    const version = await upload("python_two", "1.0", PYTHON_2);
    const word = await about("python_two", "1.0", "coverage/not-analysed");
    const asked = accepted(await askForAcceptance(repository.db, { ...word, reasonKind: "test-data" }));
    accepted(
      await answerAcceptance(repository.db, { person: approver, decisionId: asked.decisionId, answer: "accept", reason: "A fixture." }),
    );
    expect((await repository.version(version.id)).status).toBe("validated");
  });
});

it("a word that is older than numbers and kinds of reasons still counts", async () => {
  const version = await upload("old_word", "1.0", BARE_EXCEPT);
  const decided = accepted(await acknowledgeFinding(repository.db, await about("old_word", "1.0", "flake8/E722")));
  await repository.db.transaction(async (tx) => {
    // Decisions are append-only; here one becomes older than numbers.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.update(findingDecisions).set({ groupNo: null }).where(eq(findingDecisions.pluginId, version.pluginId));
  });
  const [finding] = await findingsOf("old_word", "1.0", "flake8/E722");
  expect(finding).toMatchObject({ standing: "acknowledged", decision: { reasonKind: null, groupNo: null, places: 1 } });
  accepted(await withdrawDecision(repository.db, { person: owner, decisionId: decided.decisionId, scope: "group" }));
});

it("a bundled library is decided once, for all its rules and places, and in later versions while its code is the same", async () => {
  const library = { "extlibs/six/__init__.py": BARE_EXCEPT, "extlibs/six/moves.py": BARE_EXCEPT, "extlibs/other.py": BARE_EXCEPT };
  await upload("bundles", "1.0", BARE_EXCEPT, { files: library });
  const placed = await findingsOf("bundles", "1.0", "flake8/E722");
  const inSix = placed.find((one) => one.path.includes("/six/"));
  const report = await getVersionReport(repository.db, "bundles", "1.0", owner);
  const word = { person: owner, versionId: report?.versionId ?? 0, reason: "As its authors publish it.", scope: "library" } as const;
  const own = placed.find((one) => one.path.endsWith("extra.py"));
  expect(codeOf(await acknowledgeFinding(repository.db, { ...word, findingId: own?.id ?? 0 }))).toBe("invalid");
  const decided = accepted(await acknowledgeFinding(repository.db, { ...word, findingId: inSix?.id ?? 0, reasonKind: "vendored" }));
  expect(decided.places).toBe(2);
  await upload("bundles", "1.1", BARE_EXCEPT, { files: { ...library, "extlibs/six/new.py": BARE_EXCEPT } });
  const later = await findingsOf("bundles", "1.1", "flake8/E722");
  expect(later.filter((one) => one.standing === "acknowledged").map((one) => one.path.split("/").slice(1).join("/"))).toEqual([
    "extlibs/six/__init__.py",
    "extlibs/six/moves.py",
  ]);
});
