/** What mails say of a version that was sent: the receipt, and what the checks found. */
import { eq, sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { artifacts, pluginEditors, versions } from "@/db/schema";
import { personRow, versionRow } from "../builders/rows";
import { named, openWrittenMails, site } from "../helpers/written-mails";

const { db, owner, approver, pluginId, queued, send, rowOf, mailTo, endInconclusive, close } = await openWrittenMails();
afterAll(close);

test("the receipt says what was uploaded, that it is not available, how long it takes, and where to watch", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.0",
    status: "validating",
    verdict: null,
    columns: named("Road Atlas"),
  });
  const id = await queued("upload-confirmation", { subjectId: scanId, versionId, to: owner });
  await send(id);
  const { html, text } = await mailTo(owner, "Plugin Upload Confirmation: Road Atlas v1.0");
  for (const content of [html, text]) {
    expect(content).toContain(`${site}/plugins/sample/version/1.0?mail=${id}#security-tab`);
    for (const words of [
      "Validating",
      "neither approved nor downloaded by the public",
      "less than a minute",
      "Plugin Validation Results",
      "UTC",
    ])
      expect(content).toContain(words);
  }
  expect(await rowOf(id)).toMatchObject({ state: "sent", attempts: 1, lastError: null });
});

test("findings: counts, places, kind of a secret, how to fix, links; no code and nothing that hides behind a snippet", async () => {
  const secret = `${"AKIA"}${"QZ7RTW4EXAMPLE25"}`;
  const snippet = { startLine: 1, lines: [`KEY = "${secret}"`], markStart: 0, markEnd: 0 };
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.1",
    status: "blocked",
    verdict: "blocked",
    columns: named("Blocked One"),
    finds: [
      {
        checkId: "secrets",
        ruleId: "secrets/AWSKeyDetector",
        path: "sample/key.py",
        line: 7,
        message: "An access key stands in the code.",
        data: { kind: "AWS Access Key" },
        snippet,
        fingerprint: "s1",
      },
      {
        checkId: "flake8",
        ruleId: "flake8/E722",
        severity: "warning",
        path: "sample/test/<b>x</b>.py",
        pathClass: "test",
        line: 9,
        message: "A bare except.",
        fingerprint: "w1",
      },
      { ruleId: "bandit/B404", severity: "info", path: "sample/a.py", line: 1, message: "subprocess is imported.", fingerprint: "i1" },
      {
        severity: "warning",
        path: "sample/hidden.py",
        message: "Hidden.",
        fingerprint: "h1",
        suppression: { by: "pragma", ruleSpecific: true, text: "# nosec", path: "sample/hidden.py" },
      },
    ],
  });
  const id = await queued("validation-results", { subjectId: scanId, versionId, to: owner });
  await send(id);
  const { html, text } = await mailTo(owner, "Plugin Validation Results: Blocked One v1.1");
  for (const content of [html, text]) {
    for (const words of [
      "Blocked",
      "AWS Access Key",
      "sample/key.py, line 7",
      "An access key for Amazon Web Services",
      "Must be fixed",
      "Suggestions",
      "Optional improvements",
      "1 of 2 findings to fix or consider goes away if you leave test/ out of the package.",
    ])
      expect(content).toContain(words);
    expect(content).toContain(`${site}/docs/security-scanning/rules/secrets/AWSKeyDetector`);
    expect(content).toContain(`/plugins/add?plugin=sample`);
    expect(content).toContain("help@example.org");
    expect(content).not.toContain(secret);
    expect(content).not.toContain("sample/hidden.py");
    expect(content).toContain("1 finding is hidden by comments");
  }
  expect(html).not.toContain("<b>x</b>");
  expect(html).toContain("Critical");
});

test("an approver's mail gives its reader nothing to fix, and is not green where a critical finding is hidden", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.6",
    status: "validated",
    verdict: "advisory",
    columns: { ...named("Hiding One"), newCriticalSuppressions: 1 },
    finds: [
      { checkId: "flake8", ruleId: "flake8/E722", severity: "warning", path: "sample/a.py", message: "A bare except.", fingerprint: "w6" },
    ],
  });
  await send(await queued("review-ready", { subjectId: scanId, versionId, to: approver }));
  const { text } = await mailTo(approver, "Plugin Validation Results: Hiding One v1.6 (ready for review)");
  for (const words of [
    "1 critical finding is hidden by comments that no approver has seen",
    "Suggestions to the author",
    "More about flake8/E722",
  ])
    expect(text).toContain(words);
  for (const words of ["It can be approved now", "How to fix it", "Please look at each once"]) expect(text).not.toContain(words);
});

test("clean results say so and list what was checked; the approver's mail leads to the review desk", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.2",
    status: "validated",
    verdict: "passed",
    waitsBecause: "The uploader is new here.",
    columns: named("Clean One"),
  });
  await send(await queued("validation-results", { subjectId: scanId, versionId, to: owner }));
  const results = await mailTo(owner, "Plugin Validation Results: Clean One v1.2");
  for (const words of [
    "all checks passed",
    "Ready for approval",
    "approvers have been told",
    "Secrets detection: nothing found",
    "File permissions: nothing found",
  ])
    expect(results.text).toContain(words);

  const id = await queued("review-ready", { subjectId: scanId, versionId, to: approver });
  await send(id);
  const review = await mailTo(approver, "Plugin Validation Results: Clean One v1.2 (ready for review)");
  for (const words of [`${site}/review/${versionId}?mail=${id}`, "The uploader is new here.", "All checks passed"])
    expect(review.text).toContain(words);

  await db
    .update(versions)
    .set({
      status: "approved",
      basis: "verdict",
      approvalVerdict: "passed",
      approvalScanId: scanId,
      firstApprovedAt: new Date(),
      metadata: { name: "Trusted One" } as never,
    })
    .where(eq(versions.id, versionId));
  const editor = await personRow(db);
  await db.insert(pluginEditors).values({ pluginId, userId: editor.userId, role: "collaborator" });
  await send(await queued("validation-results", { subjectId: scanId, versionId, to: editor }));
  expect((await mailTo(editor, "Plugin Validation Results: Trusted One v1.2")).text).toContain("Approved and available");
});

test("results of a file that was replaced meanwhile say so; those of a check that could not end are no pass", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.3",
    status: "validating",
    verdict: null,
    columns: named("Crashed"),
  });
  await endInconclusive(scanId);
  await db.update(versions).set({ status: "inconclusive", effectiveVerdict: "inconclusive" }).where(eq(versions.id, versionId));
  await send(await queued("validation-results", { subjectId: scanId, versionId, to: owner }));
  const crashed = await mailTo(owner, "Plugin Validation Results: Crashed v1.3");
  expect(crashed.text).toContain("could not be checked");
  expect(crashed.text).toContain("could not be run to its end");
  expect(crashed.text).not.toContain("All checks passed");
  expect(crashed.text).not.toContain("Found:");
  expect(crashed.text).toContain("Ask for a new run");

  await db
    .update(versions)
    .set({ currentScanId: sql`gen_random_uuid()`, metadata: { name: "Replaced" } as never })
    .where(eq(versions.id, versionId));
  await send(await queued("needs-decision", { subjectId: scanId, versionId, to: approver }));
  expect((await mailTo(approver, "Plugin Needs a Decision: Replaced v1.3")).text).toContain("could not be checked");
});

test("results that came too late tell a newer file from a newer run of the checks", async () => {
  const facts = { pluginId, uploadedBy: owner, status: "validating", verdict: "passed" } as const;
  const resultsOf = async (version: string, name: string, newer: Partial<typeof versions.$inferInsert>) => {
    const { versionId, scanId } = await versionRow(db, { ...facts, version, columns: named(name) });
    await db
      .update(versions)
      .set({ currentScanId: sql`gen_random_uuid()` as never, ...newer })
      .where(eq(versions.id, versionId));
    await send(await queued("validation-results", { subjectId: scanId, versionId, to: owner }));
    return (await mailTo(owner, `Plugin Validation Results: ${name} v${version}`)).text;
  };
  const sha256 = "d".repeat(64);
  await db.insert(artifacts).values({ sha256, sizeBytes: 1_000, contentDigest: sha256, fileCount: 4 });
  expect(await resultsOf("2.0", "Newer file", { artifactSha256: sha256 })).toContain("A newer file was uploaded");
  const again = await resultsOf("2.1", "Newer run", {});
  expect(again).toContain("Another run of the checks of this same file");
  expect(again).not.toContain("newer file");
});
