/** What owners and approvers say about findings: many places in one go, numbers, how a word follows the code, and races. */
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeFinding, askForAcceptance } from "@/db/commands/decide-finding";
import { endAcceptances } from "@/db/commands/end-acceptances";
import { answerAcceptance, withdrawDecision } from "@/db/commands/end-decision";
import { approveVersion } from "@/db/commands/review-version";
import { tellThatPublicIsNotClean } from "@/db/commands/tell-public-not-clean";
import { getMailDecision } from "@/db/queries/email-content";
import { getReportPage } from "@/db/queries/report-page";
import { readReport } from "@/db/queries/report-places";
import { getVersionReport, listVersionHistory } from "@/db/queries/version-report";
import { emails, findingDecisions, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { BARE_EXCEPT, PYTHON_2, pluginZip, SHELL } from "../builders/findings";
import { openMailRoom } from "../helpers/mail-room";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;
beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  approver = await repository.person({ role: "approver" });
  await repository.work();
});
afterAll(() => repository.close());

type Options = Parameters<typeof pluginZip>[1];
async function upload(packageName: string, version: string, extra: string, options: Options = {}) {
  const { versionId } = await repository.accepted(owner, pluginZip(extra, { packageName, name: packageName, version, ...options }));
  return repository.settled(versionId);
}

async function findingsOf(packageName: string, version: string, ruleId: string) {
  const report = await getVersionReport(repository.db, packageName, version, owner);
  if (!report?.scan) return [];
  const page = await getReportPage(
    repository.db,
    await readReport(repository.db, { scanId: report.scan.scanId, pluginId: report.pluginId }),
    { rule: ruleId },
  );
  return page.checks.flatMap((check) => check.rules).flatMap((rule) => rule.findings);
}

async function about(packageName: string, version: string, ruleId: string) {
  const [finding] = await findingsOf(packageName, version, ruleId);
  const report = await getVersionReport(repository.db, packageName, version, owner);
  return { person: owner, versionId: report?.versionId ?? 0, findingId: finding?.id ?? 0, reason: "Looked at each." };
}

const accepted = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string; message: string } }): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};
const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) => (result.ok ? "ok" : result.error.code);
const inFunctions = (code: string, names: readonly string[]) => names.map((name) => code.replace(/def \w+/, `def ${name}`)).join("\n");

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
      expect(await mails()).toBe(1);
      accepted(await withdrawDecision(repository.db, { person: owner, decisionId }));
    }
    const { decisionId } = await ask();
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
    await repository.db.update(emails).set({ createdAt: sql`created_at - interval '2 hours'` }).where(eq(emails.versionId, version.id));
    await moveDecisionsBack(version.pluginId);
    accepted(await withdrawDecision(repository.db, { person: owner, decisionId: first }));
    const second = await ask();
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

describe("a word follows its finding", () => {
  const keep = async (packageName: string) => {
    await upload(packageName, "1.0", BARE_EXCEPT);
    accepted(await acknowledgeFinding(repository.db, { ...(await about(packageName, "1.0", "flake8/E722")), reasonKind: "intended" }));
  };
  const standsIn = async (packageName: string, version: string) =>
    (await findingsOf(packageName, version, "flake8/E722")).map((one) => [one.standing, one.voided?.cause ?? null]);

  it("into later versions while the code is the same", async () => {
    await keep("follows");
    await upload("follows", "1.1", `# another line\n${BARE_EXCEPT}`);
    expect(await standsIn("follows", "1.1")).toEqual([["acknowledged", null]]);
  });

  it("and is void, with why, when more equal ones appear", async () => {
    await keep("more_equal");
    const twice = `def read():\n    try:\n        return 1\n    except:\n        pass\n    try:\n        return 1\n    except:\n        return 2\n`;
    await upload("more_equal", "1.1", twice);
    expect(await standsIn("more_equal", "1.1")).toEqual([
      ["open", "more-equal"],
      ["open", "more-equal"],
    ]);
  });

  it("and is void, with why, when the code changes or moves to another file", async () => {
    await keep("changes");
    await upload("changes", "1.1", BARE_EXCEPT.replace("def read", "def load"));
    expect(await standsIn("changes", "1.1")).toEqual([["open", "changed"]]);
    await upload("changes", "1.2", "VALUE = 1\n", { files: { "moved.py": BARE_EXCEPT } });
    expect(await standsIn("changes", "1.2")).toEqual([["open", "moved"]]);
  });
});

describe("two people at once", () => {
  const codes = async (...results: Promise<{ ok: true } | { ok: false; error: { code: string } }>[]) =>
    (await Promise.all(results)).map(codeOf).sort();

  it("of two answers to a request one counts", async () => {
    await upload("two_answers", "1.0", SHELL);
    const asked = accepted(await askForAcceptance(repository.db, await about("two_answers", "1.0", "bandit/B602")));
    const second = await repository.person({ role: "approver" });
    const answer = { decisionId: asked.decisionId, answer: "refuse", reason: "No." } as const;
    expect(
      await codes(
        answerAcceptance(repository.db, { ...answer, person: approver, answer: "accept" }),
        answerAcceptance(repository.db, { ...answer, person: second }),
      ),
    ).toEqual(["ok", "stale"]);
  });

  it("of two acknowledgements one is written, and of an answer and a withdrawal one counts", async () => {
    await upload("two_words", "1.0", `${SHELL}${BARE_EXCEPT}`);
    const word = await about("two_words", "1.0", "flake8/E722");
    expect(await codes(acknowledgeFinding(repository.db, word), acknowledgeFinding(repository.db, word))).toEqual(["conflict", "ok"]);
    const asked = accepted(await askForAcceptance(repository.db, await about("two_words", "1.0", "bandit/B602")));
    expect(
      await codes(
        answerAcceptance(repository.db, { person: approver, decisionId: asked.decisionId, answer: "accept", reason: "Yes." }),
        withdrawDecision(repository.db, { person: owner, decisionId: asked.decisionId }),
      ),
    ).toEqual(["ok", "stale"]);
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

describe("an acceptance that has ended", () => {
  /** Both places, accepted in one go. */
  async function acceptedFor(packageName: string, version: string, names = ["one", "two"]) {
    const row = await upload(packageName, version, inFunctions(SHELL, names));
    const asked = accepted(await askForAcceptance(repository.db, { ...(await about(packageName, version, "bandit/B602")), scope: "rule" }));
    const answer = { person: approver, decisionId: asked.decisionId, answer: "accept", reason: "Agreed." } as const;
    accepted(await answerAcceptance(repository.db, answer));
    return row;
  }

  const publish = async (row: Awaited<ReturnType<typeof upload>>) => {
    const looked = { scanId: row.currentScanId as string, artifactSha256: row.artifactSha256 };
    accepted(await approveVersion(repository.db, { person: approver, versionId: row.id, ...looked }));
  };

  const endAll = (pluginId: number) =>
    repository.db.transaction(async (tx) => {
      // Decisions are append-only; here time passes instead.
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx
        .update(findingDecisions)
        .set({ expiresAt: new Date(Date.now() - 1000) })
        .where(and(eq(findingDecisions.pluginId, pluginId), eq(findingDecisions.kind, "acceptance")));
    });

  /** What the owner is told of a version by two hourly looks. */
  async function mailsAbout(versionId: number) {
    for (let hour = 0; hour < 2; hour += 1) await endAcceptances(repository.db);
    const mails = await repository.db
      .select({ kind: emails.kind })
      .from(emails)
      .where(and(eq(emails.versionId, versionId), eq(emails.recipientId, owner.userId)))
      .orderBy(emails.createdAt);
    return mails.map((mail) => mail.kind).filter((kind) => kind === "acceptance-ended" || kind === "public-not-clean");
  }

  async function endedFor(packageName: string, isPublic: boolean) {
    const version = await acceptedFor(packageName, "1.0");
    if (isPublic) await publish(version);
    await endAll(version.pluginId);
    return mailsAbout(version.id);
  }

  it("of a public version is one mail to its editors, which says that and what counts again", async () => {
    expect(await endedFor("ends_public", true)).toEqual(["public-not-clean"]);
    const { html, text } = await openMailRoom(repository).mailTo(owner, "Plugin Needs Your Attention: ends_public v1.0");
    for (const content of [html, text]) expect(content).toContain("Acceptances last 24 months");
  });

  it("stands in the version's history: by itself in nobody's name, taken back in the approver's", async () => {
    const lastStep = async (versionId: number) => (await listVersionHistory(repository.db, versionId)).at(-1);
    const version = await acceptedFor("ends_told", "1.0", ["one"]);
    await endAll(version.pluginId);
    await endAcceptances(repository.db);
    expect(await lastStep(version.id)).toMatchObject({ event: "acceptance-ended", actorKind: "system", toStatus: "blocked" });

    const other = await acceptedFor("taken_back", "1.0", ["one"]);
    const [finding] = await findingsOf("taken_back", "1.0", "bandit/B602");
    accepted(await withdrawDecision(repository.db, { person: approver, decisionId: finding?.decision?.id ?? "" }));
    expect(await lastStep(other.id)).toMatchObject({ event: "acceptance-ended", actorKind: "person", toStatus: "blocked" });
  });

  it("of one that waits is one mail, however many places it was about", async () => {
    expect(await endedFor("ends_waiting", false)).toEqual(["acceptance-ended"]);
  });

  it("of a draft is told though a public version of the plugin turned red at the same time", async () => {
    const first = await acceptedFor("ends_both", "1.0", ["one"]);
    await publish(first);
    const draft = await acceptedFor("ends_both", "1.1", ["one", "two"]);
    await endAll(first.pluginId);
    expect(await mailsAbout(first.id)).toEqual(["public-not-clean"]);
    expect(await mailsAbout(draft.id)).toEqual(["acceptance-ended"]);
  });

  it("is told though the version's editors had a mail since that it is red for another reason", async () => {
    const version = await acceptedFor("ends_red", "1.0");
    await publish(version);
    await endAll(version.pluginId);
    await repository.db.update(versions).set({ effectiveVerdict: "blocked" }).where(eq(versions.id, version.id));
    const other = { kind: "public-not-clean", subjectId: randomUUID(), versionId: version.id, recipientId: owner.userId } as const;
    await repository.db.insert(emails).values(other);
    expect(await mailsAbout(version.id)).toEqual(["public-not-clean", "acceptance-ended"]);
  });
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
