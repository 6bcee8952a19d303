import { eq } from "drizzle-orm";
import { askForAcceptance } from "@/db/commands/decide-finding";
import { answerAcceptance } from "@/db/commands/end-decision";
import type { approveVersion } from "@/db/commands/review-version";
import { findings } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginZip } from "../builders/findings";
import type { TestRepository } from "./repository";
import { openStaffedRepository } from "./staffed-repository";

type Version = Awaited<ReturnType<TestRepository["version"]>>;

/** A repository with a worker and the people who decide, and versions that wait for them. */
export interface ReviewScene {
  repository: TestRepository;
  owner: SignedIn;
  approver: SignedIn;
  admin: SignedIn;
  /** The only version of a new plugin of the owner's, checked; `extra` is a Python file of it. */
  settled(extra: string): Promise<Version>;
  /** How the plugin of the last one is called. */
  names(): { packageName: string; name: string };
  /** What an approval of what is there now says. */
  approval(version: Version, person?: SignedIn): Parameters<typeof approveVersion>[1];
  findingIn(version: Version, ruleId: string): Promise<typeof findings.$inferSelect>;
  /** Asked by the owner, granted by the approver. @returns the decision's id */
  accept(version: Version, finding: typeof findings.$inferSelect): Promise<string>;
}

export async function openReviewScene(): Promise<ReviewScene> {
  const { repository, owner, approver, admin, checked } = await openStaffedRepository();
  let counter = 0;
  const names = () => ({ packageName: `guard_${counter}`, name: `Guard ${counter}` });
  return {
    ...{ repository, owner, approver, admin, names },
    settled(extra) {
      counter += 1;
      return checked(pluginZip(extra, names()));
    },
    approval: (version, person = approver) => ({
      person,
      versionId: version.id,
      scanId: version.currentScanId as string,
      artifactSha256: version.artifactSha256,
    }),
    async findingIn(version, ruleId) {
      const rows = await repository.db
        .select()
        .from(findings)
        .where(eq(findings.scanId, version.currentScanId as string));
      const found = rows.find((row) => row.ruleId === ruleId);
      if (!found) throw new Error(`no ${ruleId}`);
      return found;
    },
    async accept({ id: versionId }, { id: findingId }) {
      const asked = await askForAcceptance(repository.db, { person: owner, versionId, findingId, reason: "a constant" });
      if (!asked.ok) throw new Error(asked.error.message);
      const answer = { person: approver, decisionId: asked.value.decisionId, answer: "accept" as const, reason: "seen" };
      const answered = await answerAcceptance(repository.db, answer);
      if (!answered.ok) throw new Error(answered.error.message);
      return answered.value.decisionId;
    },
  };
}

export const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) => (result.ok ? "ok" : result.error.code);
