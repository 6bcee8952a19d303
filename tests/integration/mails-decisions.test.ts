/** What mails say of decisions, and of public versions that are red or could not be checked again. */
import { afterAll, expect, test } from "vitest";
import { findingDecisions, versionEvents } from "@/db/schema";
import { versionRow } from "../builders/rows";
import { named, openWrittenMails, site } from "../helpers/written-mails";

const { db, owner, approver, pluginId, queued, send, mailTo, endInconclusive, close } = await openWrittenMails();
afterAll(close);

test("approvers read why a public version is red: by a new run, or because what was let pass counts again", async () => {
  const titleOf = async (version: string, name: string, words: Partial<typeof findingDecisions.$inferInsert>[]) => {
    const facts = { pluginId, uploadedBy: owner, version, status: "approved", verdict: "blocked" } as const;
    const fingerprint = `red ${version}`;
    const row = await versionRow(db, { ...facts, columns: named(name), finds: [{ fingerprint }] });
    const word = { pluginId, fingerprint, ruleId: "bandit/B602", equalCount: 1, reason: "So.", decidedBy: approver.userId, ...row };
    let ends: string | undefined;
    for (const one of words) {
      const [added] = await db
        .insert(findingDecisions)
        .values({ ...word, kind: "acceptance", ends, ...one })
        .returning({ id: findingDecisions.id });
      ends = added?.id;
    }
    await send(await queued("needs-decision", { subjectId: row.scanId, versionId: row.versionId, to: approver }));
    return (await mailTo(approver, `Plugin Needs a Decision: ${name} v${version}`)).text;
  };
  const NEW_RUN = "A new run of the checks found something critical";
  expect(await titleOf("3.0", "By a run", [])).toContain(NEW_RUN);
  const expiresAt = new Date(Date.now() - 1000);
  const byAnother = [
    await titleOf("3.1", "By time", [{ expiresAt }]),
    await titleOf("3.2", "By a word", [{}, { isWithdrawal: true }]),
    await titleOf("3.3", "By a comment", [{ kind: "suppression-refused" }]),
  ];
  for (const [index, title] of ["its 24 months are over", "that was taken back", "it was refused"].entries()) {
    expect(byAnother[index]).toContain(title);
    expect(byAnother[index]).toContain(`${site}/docs/security-scanning/rules/bandit/B602`);
    expect(byAnother[index]).not.toContain(NEW_RUN);
  }
});

test("where a check could not end, no mail counts findings that nobody looked for", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "4.0",
    status: "approved",
    verdict: null,
    columns: { ...named("Public crash"), effectiveVerdict: "inconclusive" },
  });
  await endInconclusive(scanId);
  await send(await queued("needs-decision", { subjectId: scanId, versionId, to: approver }));
  await send(await queued("public-not-clean", { subjectId: scanId, versionId, to: owner }));
  const [forApprover, forOwner] = [
    await mailTo(approver, "Plugin Needs a Decision: Public crash v4.0"),
    await mailTo(owner, "Plugin Needs Your Attention: Public crash v4.0"),
  ];
  for (const { text } of [forApprover, forOwner]) {
    expect(text).toContain("could not be checked again");
    expect(text).not.toContain("Found:");
  }
  expect(forOwner.text).toContain("press “Scan again”");
});

test("a refusal says which number a corrected file may have, and does not guess who wrote", async () => {
  const mailOf = async (version: string, name: string, status: "rejected" | "quarantined", firstApprovedAt: Date | null) => {
    const [event, previousStatus] = status === "rejected" ? (["reject", null] as const) : (["quarantine", "validated"] as const);
    const facts = { pluginId, uploadedBy: owner, version, status, verdict: "passed" } as const;
    const { versionId } = await versionRow(db, { ...facts, columns: { ...named(name), firstApprovedAt, previousStatus } });
    const by = { actorKind: "person", actorId: approver.userId } as const;
    const [added] = await db
      .insert(versionEvents)
      .values({ versionId, pluginId, ...by, event, fromStatus: "validated", toStatus: status, reason: "It is gone." })
      .returning({ id: versionEvents.id });
    await send(await queued("decision", { subjectId: String(added?.id), versionId, to: owner }));
    const { text } = await mailTo(owner, `Plugin ${status === "rejected" ? "Rejected" : "Quarantined"}: ${name} v${version}`);
    expect(text).toContain("It is gone.");
    expect(text).not.toContain("The approver writes");
    if (status === "quarantined") expect(text).toContain("Only its maintainers and approvers can download it");
    return text;
  };
  const draft = await mailOf("5.0", "Draft", "rejected", null);
  expect(draft).toContain("You may keep the number 5.0: it was never published.");
  expect(draft).toContain("/plugins/add?plugin=sample&version=5.0>");
  for (const text of [
    await mailOf("5.1", "Once public", "rejected", new Date()),
    await mailOf("5.2", "Hidden", "quarantined", new Date()),
    await mailOf("5.3", "Hidden draft", "quarantined", null),
  ]) {
    expect(text).toContain("Give it a new number");
    expect(text).toContain("/plugins/add?plugin=sample>");
  }
});

test("a release says whether the version can be downloaded again", async () => {
  const mailOf = async (version: string, status: "approved" | "validated") => {
    const facts = { pluginId, uploadedBy: owner, version, status, verdict: "passed" } as const;
    const { versionId } = await versionRow(db, { ...facts, columns: named("Released") });
    const by = { actorKind: "person", actorId: approver.userId, reason: "It is fine." } as const;
    const [added] = await db
      .insert(versionEvents)
      .values({ versionId, pluginId, ...by, event: "release", fromStatus: "quarantined", toStatus: status })
      .returning({ id: versionEvents.id });
    await send(await queued("decision", { subjectId: String(added?.id), versionId, to: owner }));
    return (await mailTo(owner, `Plugin Released: Released v${version}`)).text;
  };
  expect(await mailOf("6.0", "approved")).toContain("It stands as “Published” now. Everybody can download it.");
  const waits = await mailOf("6.1", "validated");
  expect(waits).toContain("It stands as “Ready for approval” now.");
  expect(waits).toContain("What comes next: a mail with the approver's decision.");
});

test("decisions carry the approver's words", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.4",
    status: "returned",
    verdict: "passed",
    columns: named("Returned One"),
  });
  const [event] = await db
    .insert(versionEvents)
    .values({
      versionId,
      pluginId,
      actorKind: "person",
      actorId: approver.userId,
      event: "return",
      fromStatus: "validated",
      toStatus: "returned",
      reason: "Please add\na <manual>.",
    })
    .returning({ id: versionEvents.id });
  await send(await queued("decision", { subjectId: String(event?.id), versionId, to: owner }));
  const returned = await mailTo(owner, "Plugin Returned: Returned One v1.4");
  expect(returned.text).toContain("Please add\na <manual>.");
  expect(returned.html).toContain("a &lt;manual&gt;.");

  const word = { pluginId, fingerprint: "f1", ruleId: "bandit/B602", equalCount: 1, versionId, scanId, decidedBy: approver.userId };
  const [asked] = await db
    .insert(findingDecisions)
    .values({ ...word, kind: "acceptance-asked", reason: "GRASS needs it." })
    .returning({ id: findingDecisions.id });
  await send(await queued("needs-decision", { subjectId: asked?.id ?? "", versionId, to: approver }));
  expect((await mailTo(approver, "Plugin Needs a Decision: Returned One v1.4")).text).toContain("GRASS needs it.");
  const [refused] = await db
    .insert(findingDecisions)
    .values({ ...word, kind: "acceptance-refused", reason: "Use processing.", ends: asked?.id })
    .returning({ id: findingDecisions.id });
  await send(await queued("decision", { subjectId: refused?.id ?? "", versionId, to: owner }));
  expect((await mailTo(owner, "Finding Not Accepted: Returned One v1.4")).text).toContain("Use processing.");
});
