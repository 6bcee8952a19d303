import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { markMailOpened } from "@/db/commands/mark-mail-opened";
import { listEmailLog } from "@/db/queries/emails";
import { artifacts, checkRuns, emails, findingDecisions, pluginEditors, scans, users, versionEvents, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { parseEnv } from "@/lib/env";
import { MailError, type Mailer } from "@/lib/mailer";
import { listOutbox, outboxMailer } from "@/lib/mailer/outbox";
import { sendEmail } from "@/workers/tasks/send-email";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let folder: string;
let owner: SignedIn;
let approver: SignedIn;
let stranger: SignedIn;
let pluginId: number;
const site = "https://plugins.example.org";

const env = () =>
  parseEnv({
    NODE_ENV: "test",
    DATABASE_URL: database.url,
    AUTH_SECRET: "x".repeat(32),
    PUBLIC_URL: `${site}/`,
    SUPPORT_EMAIL: "help@example.org",
  });

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 3);
  folder = await mkdtemp(path.join(tmpdir(), "outbox-"));
  owner = await personRow(db);
  approver = await personRow(db, { role: "approver" });
  stranger = await personRow(db);
  pluginId = await pluginRow(db, owner, "sample");
});
afterAll(async () => {
  await db.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

const outbox = () => outboxMailer({ folder, from: "Greenbadge <no-reply@example.org>" });
const failing = (error: Error): Mailer => ({ send: () => Promise.reject(error) });

async function queued(
  kind: (typeof emails.$inferInsert)["kind"],
  facts: { subjectId: string; versionId: number; to: SignedIn },
): Promise<string> {
  const [row] = await db
    .insert(emails)
    .values({ kind, subjectId: facts.subjectId, versionId: facts.versionId, recipientId: facts.to.userId })
    .returning({ id: emails.id });
  return (row as { id: string }).id;
}

const send = (emailId: string, mailer: Mailer = outbox(), isLastAttempt = false) =>
  sendEmail({ emailId }, { db, mailer, env: env() }, { isLastAttempt });
const rowOf = async (emailId: string) => (await db.select().from(emails).where(eq(emails.id, emailId)))[0];

async function mailTo(person: SignedIn, subject: string) {
  const [account] = await db.select().from(users).where(eq(users.id, person.userId));
  const found = (await listOutbox(folder)).find((mail) => mail.to === account?.email && mail.subject === subject);
  if (!found)
    throw new Error(
      `no mail with the subject ${subject}; there are: ${(await listOutbox(folder)).map((mail) => mail.subject).join(" | ")}`,
    );
  return found;
}

const named = (name: string) => ({ metadata: { name } as never });

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
    for (const words of ["Validating", "neither approved nor downloaded", "less than a minute", "Plugin Validation Results", "UTC"])
      expect(content).toContain(words);
  }
  expect(await rowOf(id)).toMatchObject({ state: "sent", attempts: 1, lastError: null });
});

test("a mail that was sent is not sent again", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.0.1",
    status: "validating",
    verdict: null,
    columns: named("Once"),
  });
  const id = await queued("upload-confirmation", { subjectId: scanId, versionId, to: owner });
  let sent = 0;
  const counting: Mailer = { send: async () => ({ messageId: String(++sent) }) };
  await send(id, counting);
  await send(id, counting);
  expect(sent).toBe(1);
  expect(await rowOf(id)).toMatchObject({ attempts: 1, messageId: "1" });
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
  await db.update(checkRuns).set({ state: "finished" }).where(eq(checkRuns.scanId, scanId));
  await db
    .update(checkRuns)
    .set({ state: "errored", errorCode: "timeout" })
    .where(and(eq(checkRuns.scanId, scanId), eq(checkRuns.checkId, "bandit")));
  await db.update(scans).set({ verdict: "inconclusive", concludedAt: new Date() }).where(eq(scans.id, scanId));
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
  for (const [index, title] of ["the time of that is over", "that was taken back", "it was refused"].entries()) {
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
  await db.update(checkRuns).set({ state: "finished" }).where(eq(checkRuns.scanId, scanId));
  await db
    .update(checkRuns)
    .set({ state: "errored", errorCode: "timeout" })
    .where(and(eq(checkRuns.scanId, scanId), eq(checkRuns.checkId, "bandit")));
  await db.update(scans).set({ verdict: "inconclusive", concludedAt: new Date() }).where(eq(scans.id, scanId));
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

test("a plugin's name cannot begin another header", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.5",
    status: "validating",
    verdict: null,
    columns: named("Evil\r\nBcc: all@example.org\u202E<script>"),
  });
  const id = await queued("upload-confirmation", { subjectId: scanId, versionId, to: owner });
  await send(id);
  expect((await mailTo(owner, "Plugin Upload Confirmation: Evil Bcc: all@example.org <script> v1.5")).html).not.toContain("<script>");
});

test("who is suspended, no editor any more, or no reviewer gets nothing", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.6",
    status: "validated",
    verdict: "passed",
  });
  const suspended = await personRow(db, { isSuspended: true });
  await db.insert(pluginEditors).values({ pluginId, userId: suspended.userId, role: "collaborator" });
  const before = (await listOutbox(folder)).length;
  for (const [kind, to] of [
    ["validation-results", stranger],
    ["validation-results", suspended],
    ["validation-results", approver],
    ["review-ready", owner],
    ["needs-decision", stranger],
  ] as const) {
    const id = await queued(kind, { subjectId: scanId, versionId, to });
    await send(id);
    expect(await rowOf(id), kind).toMatchObject({ state: "skipped", sentAt: null });
    await db.delete(emails).where(eq(emails.id, id));
  }
  expect(await listOutbox(folder)).toHaveLength(before);
});

test("temporary failures are tried again, permanent ones and the last attempt are final; the log shows them", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.7",
    status: "validated",
    verdict: "passed",
  });
  const id = await queued("validation-results", { subjectId: scanId, versionId, to: owner });
  const busy = failing(new MailError("SMTP: too busy (421)", { isPermanent: false }));
  await expect(send(id, busy)).rejects.toThrow("too busy");
  expect(await rowOf(id)).toMatchObject({ state: "queued", attempts: 1, lastError: "SMTP: too busy (421)" });
  await expect(send(id, busy, true)).rejects.toThrow("too busy");
  expect(await rowOf(id)).toMatchObject({ state: "failed", attempts: 2 });

  const other = await queued("upload-confirmation", { subjectId: scanId, versionId, to: owner });
  await send(other, failing(new MailError("SMTP: EENVELOPE (550)", { isPermanent: true })));
  expect(await rowOf(other)).toMatchObject({ state: "failed", lastError: "SMTP: EENVELOPE (550)" });
  const logged = (await listEmailLog(db, 1)).rows.find((row) => row.id === other);
  expect(logged).toMatchObject({ packageName: "sample", version: "1.7", recipientName: owner.name });
});

test("coming from a mail is logged once, for its own recipient", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.8",
    status: "validated",
    verdict: "passed",
  });
  const id = await queued("validation-results", { subjectId: scanId, versionId, to: owner });
  await markMailOpened(db, id, approver.userId);
  await markMailOpened(db, "not-an-id", owner.userId);
  expect((await rowOf(id))?.openedAt).toBeNull();
  await markMailOpened(db, id, owner.userId);
  const first = (await rowOf(id))?.openedAt;
  expect(first).toBeInstanceOf(Date);
  await markMailOpened(db, id, owner.userId);
  expect((await rowOf(id))?.openedAt).toEqual(first);
});
