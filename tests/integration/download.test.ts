import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { answerDownload } from "@/app/plugins/[pkg]/version/[version]/download/answer-download";
import { type PublicFiles, publicFilesOf } from "@/db/queries/public-files";
import { auditEntries, downloads, users } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { toQuestion, toResponse } from "@/lib/http-answer";
import { signDraftDownload } from "@/lib/signed-link";
import { IntactFiles } from "@/lib/storage/intact-files";
import { pluginZip } from "../builders/plugin-zip";
import { importPlugin } from "../helpers/import-plugin";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let zip: Uint8Array;
let sha256: string;
let files: IntactFiles;
let publicFiles: PublicFiles;
let draft: { versionId: number; artifactSha256: string };

const PUBLIC = { pkg: "sample_plugin", version: "1.0.0" };
const DRAFT = { pkg: "draft_plugin", version: "1.0.0" };

beforeAll(async () => {
  repository = await openRepository();
  files = new IntactFiles(repository.storage);
  publicFiles = publicFilesOf(repository.db);
  owner = await repository.person();
  ({ zip, sha256 } = await importPlugin(repository, { ownerId: owner.userId }));
  const { versionId } = await repository.accepted(owner, pluginZip({ packageName: "draft_plugin", name: "Draft" }));
  draft = { versionId, artifactSha256: (await repository.version(versionId)).artifactSha256 };
}, 60_000);
beforeEach(() => repository.db.delete(downloads));
afterAll(() => repository.close());

function get(input: { pkg: string; version: string; token?: string }, options: { method?: string; headers?: Record<string, string> } = {}) {
  const context = { db: repository.db, publicFiles, files, secret: repository.env.AUTH_SECRET };
  return answerDownload(context, toQuestion(new Request("https://plugins.example.org/", options)), input).then(toResponse);
}
const counted = () => repository.db.$count(downloads);
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const linkFor = (person: SignedIn, file = draft) => signDraftDownload(repository.env.AUTH_SECRET, { ...file, userId: person.userId });

test("the exact bytes, named as Desktop expects", async () => {
  const response = await get(PUBLIC);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/zip",
    "content-disposition": 'attachment; filename="sample_plugin.1.0.0.zip"',
    "content-length": String(zip.length),
    etag: `"${sha256}"`,
  });
  const bytes = await bytesOf(response);
  expect(bytes).toEqual(Buffer.from(zip));
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
});

test("counted once per address and day; HEAD, 304 and continued downloads never", async () => {
  const from = (address: string, more = {}) => ({ headers: { "x-forwarded-for": address, ...more } });
  await get(PUBLIC, { method: "HEAD", ...from("192.0.2.1") });
  expect((await get(PUBLIC, from("192.0.2.1", { "if-none-match": `"${sha256}"` }))).status).toBe(304);
  await get(PUBLIC, from("192.0.2.1", { range: "bytes=5-" }));
  expect(await counted()).toBe(0);
  await get(PUBLIC, from("192.0.2.1"));
  await get(PUBLIC, from("192.0.2.1"));
  expect(await counted()).toBe(1);
  await get(PUBLIC, from("192.0.2.2"));
  expect(await counted()).toBe(2);
  const rows = await repository.db.select().from(downloads);
  expect(JSON.stringify(rows)).not.toContain("192.0.2");
});

test("HEAD tells everything and sends nothing", async () => {
  const response = await get(PUBLIC, { method: "HEAD" });
  expect(response.headers.get("content-length")).toBe(String(zip.length));
  expect((await bytesOf(response)).length).toBe(0);
});

test("ranges", async () => {
  const part = await get(PUBLIC, { headers: { range: "bytes=10-19" } });
  expect(part.status).toBe(206);
  expect(part.headers.get("content-range")).toBe(`bytes 10-19/${zip.length}`);
  expect(await bytesOf(part)).toEqual(Buffer.from(zip.subarray(10, 20)));
  expect((await get(PUBLIC, { headers: { range: `bytes=${zip.length}-` } })).status).toBe(416);
  expect((await get(PUBLIC, { headers: { range: "bytes=10-19", "if-range": '"other"' } })).status).toBe(200);
});

test("what is not public does not exist for strangers", async () => {
  const stranger = await repository.person();
  const refused = [
    DRAFT,
    { ...DRAFT, token: linkFor(stranger) },
    { ...DRAFT, token: "x" },
    { pkg: "nothing", version: "1.0.0" },
    { ...PUBLIC, version: "9.9.9" },
  ];
  const answers = await Promise.all(refused.map(async (input) => [(await get(input)).status, await (await get(input)).text()]));
  expect(new Set(answers.map(String)).size).toBe(1);
  expect(answers[0]?.[0]).toBe(404);
});

test("a browser is led back to the plugin's page, with the same words whether there is a draft or not", async () => {
  const asked = async (pkg: string) => {
    const answer = await get({ pkg, version: "1.0.0", token: "x" }, { headers: { accept: "text/html,*/*;q=0.8" } });
    return [answer.status, answer.headers.get("content-type"), (await answer.text()).replaceAll(encodeURIComponent(pkg), "…")];
  };
  const [draftSaid, nothingSaid, markupSaid] = [await asked(DRAFT.pkg), await asked("nothing"), await asked(`"><img src=x>'`)];
  expect(draftSaid).toEqual([404, "text/html; charset=utf-8", expect.stringContaining('<a href="/plugins/…">')]);
  expect(nothingSaid).toEqual(draftSaid);
  expect(markupSaid).toEqual(draftSaid);
  expect((await get({ ...DRAFT, token: "x" }, { headers: { accept: "*/*" } })).headers.get("content-type")).toBe(
    "text/plain; charset=utf-8",
  );
});

test("its owner and approvers get it by a signed link, uncounted but in the audit log, and only as long as they may", async () => {
  const approver = await repository.person({ role: "approver" });
  for (const person of [owner, approver]) {
    const response = await get({ ...DRAFT, token: linkFor(person) });
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(
      createHash("sha256")
        .update(await bytesOf(response))
        .digest("hex"),
    ).toBe(draft.artifactSha256);
  }
  expect(await counted()).toBe(0);
  const logged = await repository.db.select().from(auditEntries).where(eq(auditEntries.event, "file:downloaded"));
  expect(logged.map((one) => [one.actorId, one.versionId, one.facts?.file])).toEqual([
    [owner.userId, draft.versionId, draft.artifactSha256],
    [approver.userId, draft.versionId, draft.artifactSha256],
  ]);
  expect((await get({ ...DRAFT, token: linkFor(owner, { ...draft, artifactSha256: sha256 }) })).status).toBe(404);
  const token = linkFor(owner);
  await repository.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, owner.userId));
  expect((await get({ ...DRAFT, token })).status).toBe(404);
});

test("a damaged or missing file is never sent", async () => {
  const path = repository.storage.pathOf(sha256);
  const bytes = await readFile(path);
  await writeFile(path, Buffer.concat([bytes.subarray(0, -1), Buffer.from([0x7f])]));
  const damaged = await get(PUBLIC);
  expect(damaged.status).toBe(500);
  expect((await bytesOf(damaged)).includes(Buffer.from("PK"))).toBe(false);
  await repository.storage.remove(sha256);
  expect((await get(PUBLIC)).status).toBe(500);
  expect(await counted()).toBe(0);
});
