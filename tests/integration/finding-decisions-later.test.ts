/** What was said about a finding follows the code; of two who speak at once one counts. */
import { afterAll, describe, expect, it } from "vitest";
import { acknowledgeFinding, askForAcceptance } from "@/db/commands/decide-finding";
import { answerAcceptance, withdrawDecision } from "@/db/commands/end-decision";
import { BARE_EXCEPT, SHELL } from "../builders/findings";
import { accepted, openDecisionScene } from "../helpers/decision-scene";
import { codeOf } from "../helpers/review-scene";

const { repository, owner, approver, upload, findingsOf, about } = await openDecisionScene();
afterAll(() => repository.close());

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
