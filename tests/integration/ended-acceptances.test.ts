/** An acceptance of a finding that has ended: who is told of it, once. */
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { askForAcceptance } from "@/db/commands/decide-finding";
import { endAcceptances } from "@/db/commands/end-acceptances";
import { answerAcceptance, withdrawDecision } from "@/db/commands/end-decision";
import { approveVersion } from "@/db/commands/review-version";
import { listVersionHistory } from "@/db/queries/version-report";
import { emails, findingDecisions, versions } from "@/db/schema";
import { SHELL } from "../builders/findings";
import { accepted, inFunctions, openDecisionScene } from "../helpers/decision-scene";
import { openMailRoom } from "../helpers/mail-room";

const { repository, owner, approver, upload, findingsOf, about } = await openDecisionScene();
afterAll(() => repository.close());

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
