/** What a comment in the code hides is seen by an approver before it is published. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approveBatch } from "@/db/commands/approve-batch";
import { changeRules } from "@/db/commands/change-rule";
import { refuseSuppression } from "@/db/commands/decide-finding";
import { approveVersion } from "@/db/commands/review-version";
import { getRolloutState } from "@/db/queries/ruleset-rollout";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { findings } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginZip } from "@/tests/builders/findings";
import type { TestRepository } from "@/tests/helpers/repository";
import { codeOf, openReviewScene, type ReviewScene } from "@/tests/helpers/review-scene";
import { waitFor } from "@/tests/helpers/wait-for";

let scene: ReviewScene;
let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;

beforeAll(async () => {
  scene = await openReviewScene();
  ({ repository, owner, approver } = scene);
});
afterAll(() => repository.close());

describe("what a comment hides is seen before it is published", () => {
  const code = (times: number) =>
    `import subprocess\n\n\ndef run(command):\n${"    subprocess.Popen(command, shell=True)  # nosec B602\n".repeat(times)}`;
  const upload = async (person: SignedIn, name: string, version: string, extra: string, files: Record<string, string> = {}) => {
    const options = { packageName: name, name: `Plugin ${name}`, version, files };
    const { versionId } = await repository.accepted(person, pluginZip(extra, options));
    return repository.settled(versionId);
  };

  it("one more that is equal to a known one", async () => {
    const trusted = await repository.person({ isTrusted: true });
    const first = await upload(trusted, "equal_hidden", "1.0", code(1));
    expect(await approveVersion(repository.db, scene.approval(first))).toMatchObject({ ok: true });
    expect(await upload(trusted, "equal_hidden", "1.1", `# the same\n${code(1)}`)).toMatchObject({ status: "approved" });
    const more = await upload(trusted, "equal_hidden", "1.2", code(2));
    expect(more.status).toBe("validated");
    expect(more.newCriticalSuppressions).toBeGreaterThan(0);
  });

  it("one that a person approved once, however often the versions after it were published by themselves", async () => {
    const trusted = await repository.person({ isTrusted: true });
    const first = await upload(trusted, "seen_once", "1.0", code(1));
    expect(await approveVersion(repository.db, scene.approval(first))).toMatchObject({ ok: true });
    for (const version of ["1.1", "1.2", "1.3"])
      expect(await upload(trusted, "seen_once", version, `# ${version}\n${code(1)}`)).toMatchObject({ status: "approved" });
  });

  it("not one that became critical after it was published by itself", async () => {
    const trusted = await repository.person({ isTrusted: true });
    const weak = "import hashlib\n\n\ndef digest(data):\n    return hashlib.md5(data).hexdigest()  # nosec B324\n";
    expect(await upload(trusted, "seen_never", "1.0", weak)).toMatchObject({ status: "approved" });
    const { digest } = await requireActiveRuleset(repository.db);
    const change = { changes: [{ ruleId: "bandit/B324", setting: "critical" as const }], note: "for this test", expectedDigest: digest };
    expect(await changeRules(repository.db, { person: scene.admin, ...change })).toMatchObject({ ok: true });
    const { digest: rulesetDigest } = await requireActiveRuleset(repository.db);
    await waitFor("the verdicts to follow", async () => (await getRolloutState(repository.db, rulesetDigest)).behind === 0);
    const next = await upload(trusted, "seen_never", "1.1", `# the same\n${weak}`);
    expect(next).toMatchObject({ status: "validated", newCriticalSuppressions: 1 });
    expect(await approveVersion(repository.db, scene.approval(next))).toMatchObject({ ok: true });
    expect(await upload(trusted, "seen_never", "1.2", `# and again\n${weak}`)).toMatchObject({ status: "approved" });
  });

  const warnings = { "a_list.py": `import subprocess\n\n${'subprocess.call("ls", shell=True)\n'.repeat(510)}` };

  it("one behind more findings of its rule than are kept, and once only", async () => {
    const trusted = await repository.person({ isTrusted: true });
    const version = await upload(trusted, "behind_many", "1.0", code(1), warnings);
    expect(version).toMatchObject({ status: "validated", effectiveVerdict: "advisory", newCriticalSuppressions: 1 });
    expect(version.waitsBecause).toContain("It hides a critical finding by a comment in the code");
    expect(await approveVersion(repository.db, scene.approval(version))).toMatchObject({ ok: true });
    expect(await upload(trusted, "behind_many", "1.1", `# the same\n${code(1)}`, warnings)).toMatchObject({ status: "approved" });
  });

  it("a refusal holds behind more findings of its rule than are kept", async () => {
    const version = await upload(owner, "behind_refused", "1.0", code(1), warnings);
    const rows = await repository.db
      .select()
      .from(findings)
      .where(eq(findings.scanId, version.currentScanId as string));
    const hidden = rows.find((row) => row.ruleId === "bandit/B602" && row.suppression) as typeof findings.$inferSelect;
    const refusal = { person: approver, versionId: version.id, findingId: hidden.id, reason: "not intended" };
    expect(codeOf(await refuseSuppression(repository.db, refusal))).toBe("ok");
    expect(await upload(owner, "behind_refused", "1.1", `# more\n${code(1)}`, warnings)).toMatchObject({ status: "blocked" });
  });

  it("and more of them than are kept", async () => {
    const trusted = await repository.person({ isTrusted: true });
    const version = await upload(trusted, "many_hidden", "1.0", code(510));
    expect(version).toMatchObject({ status: "validated", effectiveVerdict: "passed" });
    const batch = { person: approver, rows: [{ ...scene.approval(version) }] };
    expect(await approveBatch(repository.db, batch)).toEqual({ taken: 0, refused: 1 });
    expect(await approveVersion(repository.db, scene.approval(version))).toMatchObject({ ok: true });
    // An approver has seen 500 of them; nobody can tell what the others are.
    const next = await upload(trusted, "many_hidden", "1.1", `# the same\n${code(510)}`);
    expect(next).toMatchObject({ status: "validated", newCriticalSuppressions: 0 });
    expect(next.waitsBecause).toContain("more places of bandit/B602");
  });
});
