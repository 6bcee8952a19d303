/** The text version of the main mails, word for word; that one outcome is one mail; that no secret is in any. */
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { queueEmails } from "@/db/commands/queue-email";
import { returnVersion } from "@/db/commands/review-version";
import { emails, pluginEditors, plugins, users, versions } from "@/db/schema";
import type { MailKind } from "@/lib/domain/mails";
import type { SignedIn } from "@/lib/domain/permissions";
import { STATUS_WORDS } from "@/lib/domain/version-status";
import { createMailer } from "@/lib/mailer";
import { sendEmail } from "@/workers/tasks/send-email";
import { pluginRow, versionRow } from "../builders/rows";
import { type MailRoom, openMailRoom } from "../helpers/mail-room";
import { openRepository, type TestRepository } from "../helpers/repository";

const site = "https://plugins.example.org";
const uploadedAt = new Date("2026-11-22T03:05:00Z");
let repository: TestRepository;
let room: MailRoom;
let owner: SignedIn;
let pluginId: number;

beforeAll(async () => {
  repository = await openRepository({ PUBLIC_URL: site, SUPPORT_EMAIL: "help@example.org" });
  room = openMailRoom(repository);
  owner = await repository.person();
  pluginId = await pluginRow(repository.db, owner, "roads");
});
afterAll(() => repository.close());

const queue = (kind: MailKind, about: { versionId: number; scanId: string }, to: SignedIn = owner) =>
  repository.db.transaction((tx) =>
    queueEmails(tx, { kind, subjectId: about.scanId, versionId: about.versionId, recipientIds: [to.userId] }),
  );
/** Empty lines left out: they differ with the version of the renderer and say nothing. */
const linesOf = (text: string) =>
  text
    .replaceAll("\u00a0", " ")
    .split("\n")
    .filter((line) => line.trim() !== "");
const idOf = async (scanId: string) => (await repository.db.select().from(emails).where(eq(emails.subjectId, scanId)))[0]?.id;

const HEAD = "Greenbadge · QGIS plugins, every upload checked";
const RULE = "----------------------------------------";
const FOOT = `How plugins are checked <${site}/docs/security-scanning> · Questions: help@example.org`;
const CHOOSE = `Choose which mails you get <${site}/account/mails>`;

it("the receipt, whole", async () => {
  const facts = { pluginId, uploadedBy: owner, version: "1.0", status: "validating", verdict: null } as const;
  const about = await versionRow(repository.db, { ...facts, columns: { uploadedAt, metadata: { name: "Road Atlas" } as never } });
  await queue("upload-confirmation", about);
  const { text, headers } = await room.mailTo(owner, "Plugin Upload Confirmation: Road Atlas v1.0");
  const stop = headers["List-Unsubscribe"]?.slice(1, -1).replace("/unsubscribe?", "/stop?");
  expect(linesOf(text)).toEqual([
    HEAD,
    "We have received Road Atlas 1.0",
    "Plugin: Road Atlas (roads)",
    "Version: 1.0",
    "Uploaded: 22 November 2026, 03:05 UTC",
    "Status: Validating",
    "Not available yet",
    "While the checks run, this version can be neither approved nor downloaded by the public.",
    "As a rule the checks take less than a minute. You can watch them on the plugin's page:",
    `Follow the progress <${site}/plugins/roads/version/1.0?mail=${await idOf(about.scanId)}#security-tab>`,
    "What comes next: when all checks have ended we send you a second mail, “Plugin Validation Results”. It says whether anything was found, where, and how to fix it.",
    RULE,
    "You get this mail because you uploaded this version.",
    `${CHOOSE} · Stop mails like this <${stop}>`,
    FOOT,
  ]);
});

it("the results of a blocked version, whole", async () => {
  const facts = { pluginId, uploadedBy: owner, version: "1.1", status: "blocked", verdict: "blocked" } as const;
  const about = await versionRow(repository.db, {
    ...facts,
    columns: { uploadedAt, metadata: { name: "Road Atlas" } as never },
    finds: [{ path: "roads/run.py", line: 12, message: "subprocess.call is called with shell=True.", fingerprint: "f" }],
  });
  await queue("validation-results", about);
  const { text } = await room.mailTo(owner, "Plugin Validation Results: Road Atlas v1.1");
  const report = `${site}/plugins/roads/version/1.1?mail=${await idOf(about.scanId)}#security-tab`;
  expect(linesOf(text)).toEqual([
    HEAD,
    "Road Atlas 1.1: blocked by 1 critical finding",
    "Blocked: not available",
    "This version can be neither approved nor downloaded by the public while a critical finding counts.",
    "Plugin: Road Atlas (roads)",
    "Version: 1.1",
    "Uploaded: 22 November 2026, 03:05 UTC",
    "Status: Blocked",
    "Found: × Critical 1   ! Warning 0   i Info 0",
    `See the report with the code <${report}>`,
    "Must be fixed",
    "The version stays unavailable until these are fixed, or knowingly kept as the documentation explains.",
    "× Critical A command is given to a shell (shell=True)",
    "roads/run.py, line 12",
    "subprocess.call is called with shell=True.",
    expect.stringMatching(/^How to fix it: Pass the program and its arguments as a list/),
    "import subprocess",
    "def convert(path):",
    '    subprocess.call(["ogr2ogr", "out.gpkg", path])',
    `More about bandit/B602 <${site}/docs/security-scanning/rules/bandit/B602>: why it matters, and how to say that it is intended.`,
    "What was checked",
    `• Bandit security analysis: 1 finding, how to fix it <${site}/docs/security-scanning/fixing-bandit>`,
    "• Secrets detection: nothing found",
    "• Code quality: nothing found",
    "• File permissions: nothing found",
    "• Suspicious files: nothing found",
    "• Coverage: nothing found",
    "What to do next",
    `Upload a corrected version <${site}/plugins/add?plugin=roads&version=1.1>. You may keep the number 1.1: it was never published.`,
    `Is something found that you need as it is? The report and the documentation <${site}/docs/security-scanning#kept> show how to say so.`,
    "Stuck, or is a finding wrong? Write to help@example.org <help@example.org>.",
    "What comes next: when you have uploaded a corrected file, a receipt and its results.",
    RULE,
    "You get this mail because you maintain this plugin.",
    CHOOSE,
    FOOT,
  ]);
});

it("a return, whole, with the approver's words", async () => {
  const approver = await repository.person({ role: "approver" });
  const facts = { pluginId, uploadedBy: owner, version: "1.2", status: "validated", verdict: "passed" } as const;
  const { versionId } = await versionRow(repository.db, { ...facts, columns: { metadata: { name: "Road Atlas" } as never } });
  const reason = "Please remove lib/helper.so.\nThank you!";
  expect((await returnVersion(repository.db, { person: approver, versionId, reason })).ok).toBe(true);
  const { text } = await room.mailTo(owner, "Plugin Returned: Road Atlas v1.2");
  expect(linesOf(text)).toEqual([
    HEAD,
    "Road Atlas 1.2 was returned to you",
    "An approver asks for changes",
    "The version is not available. It is closed after 60 days without a new file; uploading one later opens it again.",
    "Plugin: Road Atlas (roads)",
    "Version: 1.2",
    expect.stringMatching(/^When: \d+ \w+ \d{4}, \d\d:\d\d UTC$/),
    "The approver writes:",
    "Please remove lib/helper.so.",
    "Thank you!",
    expect.stringContaining("Open the version's page <"),
    `Upload a corrected version <${site}/plugins/add?plugin=roads&version=1.2>. You may keep the number 1.2: it was never published.`,
    "What comes next: a reminder after 14 days if no new file has come; when it has, a receipt and its results.",
    RULE,
    "You get this mail because you maintain this plugin.",
    CHOOSE,
    FOOT,
  ]);
});

it.each(["approved", "validated", "returned", "withdrawn"] as const)(
  "the results of a version that is %s call that what pages call it",
  async (status) => {
    const facts = { pluginId, uploadedBy: owner, version: `3.${status}`, status, verdict: "passed" } as const;
    const about = await versionRow(repository.db, { ...facts, columns: { metadata: { name: "Status" } as never } });
    await queue("validation-results", about);
    const { text } = await room.mailTo(owner, `Plugin Validation Results: Status v3.${status}`);
    expect(linesOf(text)).toContain(`Status: ${STATUS_WORDS[status].label}`);
  },
);

it("one outcome is one mail, however often it is queued or its job runs", async () => {
  const facts = { pluginId, uploadedBy: owner, version: "1.3", status: "validated", verdict: "passed" } as const;
  const about = await versionRow(repository.db, { ...facts, columns: { metadata: { name: "Once" } as never } });
  for (let round = 0; round < 3; round += 1) await queue("validation-results", about);
  const id = (await idOf(about.scanId)) as string;
  const mailer = createMailer(repository.env);
  for (let round = 0; round < 3; round += 1)
    await sendEmail({ emailId: id }, { db: repository.db, mailer, env: repository.env }, { isLastAttempt: false });
  // The process died between sending and writing that down.
  await repository.db.update(emails).set({ state: "queued" }).where(eq(emails.id, id));
  expect(await room.subjectsTo(owner)).toContain("Plugin Validation Results: Once v1.3");
  await room.mailTo(owner, "Plugin Validation Results: Once v1.3");
});

it("whoever was suspended or has left between a mail's queueing and its sending does not read it", async () => {
  const [left, suspended] = [await repository.person(), await repository.person()];
  for (const person of [left, suspended])
    await repository.db.insert(pluginEditors).values({ pluginId, userId: person.userId, role: "collaborator" });
  const about = await versionRow(repository.db, { pluginId, uploadedBy: owner, version: "1.4", status: "validated", verdict: "passed" });
  for (const kind of ["validation-results", "public-not-clean", "upload-confirmation"] as const)
    for (const person of [left, suspended]) await queue(kind, about, person);
  await repository.db.delete(pluginEditors).where(eq(pluginEditors.userId, left.userId));
  await repository.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, suspended.userId));
  expect([await room.subjectsTo(left), await room.subjectsTo(suspended)]).toEqual([[], []]);
});

it("hostile names stay one line in every head, and inert in every body", async () => {
  const evil = "Evil\r\nBcc: all@example.org\u2028\u202e<img src=x onerror=alert(1)>";
  const other = await pluginRow(repository.db, owner, "evil");
  await repository.db.update(plugins).set({ name: evil }).where(eq(plugins.id, other));
  const facts = { pluginId: other, uploadedBy: owner, version: "1.0\r\nX: y", status: "validated", verdict: "passed" } as const;
  const about = await versionRow(repository.db, { ...facts, columns: { metadata: { name: evil } as never, waitsBecause: "<b>x</b>" } });
  const approver = await repository.person({ role: "approver" });
  const red = { ...facts, version: "1.1\r\nX: y", status: "approved", verdict: "blocked" } as const;
  const published = await versionRow(repository.db, { ...red, columns: { metadata: { name: evil } as never } });
  for (const kind of ["upload-confirmation", "validation-results"] as const) await queue(kind, about);
  await queue("public-not-clean", published);
  await queue("review-ready", about, approver);
  await queue("needs-decision", published, approver);
  const mails = [...(await room.mailsTo(owner)), ...(await room.mailsTo(approver))].filter((mail) => mail.subject.includes("Evil"));
  expect(mails).toHaveLength(5);
  for (const mail of mails) {
    expect(Object.values({ ...mail.headers, subject: mail.subject }).join(""), mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
    expect(mail.html).not.toContain("<img src=x");
    expect(mail.html).not.toContain("<b>x</b>");
  }
});

it("no mail holds a snippet or a secret", async () => {
  const secret = `${"AKIA"}${"QZ7RTW4EXAMPLE25"}`;
  const facts = { pluginId, uploadedBy: owner, version: "1.6", status: "blocked", verdict: "blocked" } as const;
  const snippet = { startLine: 1, lines: [`KEY = "${secret}"`], markStart: 0, markEnd: 0 };
  const find = {
    checkId: "secrets",
    ruleId: "secrets/AWSKeyDetector",
    path: "roads/key.py",
    line: 1,
    message: "A key stands here.",
    snippet,
  };
  const about = await versionRow(repository.db, { ...facts, finds: [{ ...find, fingerprint: randomUUID() } as never] });
  const approver = await repository.person({ role: "approver" });
  for (const kind of ["validation-results", "public-not-clean"] as const) await queue(kind, about);
  await queue("review-ready", about, approver);
  await repository.db.update(versions).set({ waitsBecause: "New." }).where(eq(versions.id, about.versionId));
  const mails = [...(await room.mailsTo(owner)), ...(await room.mailsTo(approver))];
  expect(mails.some((mail) => mail.text.includes("roads/key.py, line 1"))).toBe(true);
  for (const mail of mails) expect(`${mail.subject}${mail.html}${mail.text}`).not.toContain(secret);
});
