import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerFeed } from "@/app/plugins/plugins.xml/answer-feed";
import { feedQuestion } from "@/app/plugins/plugins.xml/feed-query";
import { connect, type Db } from "@/db/client";
import { FeedDocuments } from "@/db/queries/feed-documents";
import { versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { HttpAnswer } from "@/lib/http-answer";
import { publicPlugins } from "../builders/public-plugins";
import { personRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";
import { waitFor } from "../helpers/wait-for";

let database: TestDatabase;
let db: Db;
let owner: SignedIn;
let feed: FeedDocuments;

const SITE = "https://plugins.example.org";

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 4);
  owner = await personRow(db);
  // More than one part of the document, and different answers for different versions of QGIS.
  await publicPlugins(db, { ownerId: owner.userId, plugins: 70, versionsEach: 1 });
  await db.execute(sql`update versions set is_experimental = false, qgis_minimum = 30000 + plugin_id % 5, qgis_maximum = 30099`);
  feed = new FeedDocuments(db, SITE);
}, 60_000);
afterAll(async () => {
  await db.close();
  await database.drop();
});

function ask(query: string, headers: Record<string, string> = {}, method = "GET"): Promise<HttpAnswer> {
  return answerFeed(
    feed,
    { method, header: (name) => headers[name] ?? null, address: "unknown" },
    feedQuestion(new URLSearchParams(query)),
  );
}
const packed = (query: string, form: string, more = {}) => ask(query, { "accept-encoding": form, ...more });
const bytes = (answer: HttpAnswer) => answer.body as Buffer;

test("plain, gzip and brotli are the same document, each with an ETag and the length of what is sent", async () => {
  const plain = await ask("qgis=3.34");
  const gzip = await packed("qgis=3.34", "gzip, deflate");
  const brotli = await waitFor("the brotli form", async () => {
    const answer = await packed("qgis=3.34", "gzip, deflate, br");
    return answer.headers["content-encoding"] === "br" && answer;
  });
  expect(
    bytes(plain)
      .toString()
      .match(/<pyqgis_plugin /g),
  ).toHaveLength(70);
  expect(gunzipSync(bytes(gzip)).equals(bytes(plain))).toBe(true);
  expect(brotliDecompressSync(bytes(brotli)).equals(bytes(plain))).toBe(true);
  expect([plain, gzip, brotli].map((one) => one.headers["content-encoding"])).toEqual([undefined, "gzip", "br"]);
  const etags = [plain, gzip, brotli].map((one) => one.headers.etag);
  expect(new Set(etags).size).toBe(3);
  for (const answer of [plain, gzip, brotli]) {
    expect(answer.headers.etag).toMatch(/^"[0-9a-f]{32}(-gzip|-br)?"$/);
    expect(answer.headers["content-length"]).toBe(String(bytes(answer).byteLength));
    expect(answer.headers.vary).toBe("Accept-Encoding");
  }
});

test("304 for any form that the client holds, in a list, weak, or whatever it is", async () => {
  const etag = (await packed("qgis=3.34", "gzip")).headers.etag as string;
  for (const given of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await packed("qgis=3.34", "gzip", { "if-none-match": given });
    expect([again.status, again.body, again.headers.etag, again.headers["content-length"]], given).toEqual([304, null, etag, undefined]);
  }
  expect((await packed("qgis=3.34", "gzip", { "if-none-match": '"other"' })).status).toBe(200);
  // One who holds the packed form and now asks for the plain one is told to keep what they have.
  const plain = await ask("qgis=3.34", { "if-none-match": etag });
  expect([plain.status, plain.headers.etag]).toEqual([304, etag]);
});

test("HEAD tells what GET would send", async () => {
  for (const headers of [{}, { "accept-encoding": "gzip" }] as Record<string, string>[]) {
    const [head, get] = [await ask("qgis=3.34", headers, "HEAD"), await ask("qgis=3.34", headers)];
    expect(head.body).toBeNull();
    expect(head.headers).toEqual(get.headers);
  }
});

test("however many QGIS versions are asked for, few documents are made", async () => {
  const names = new Set<string>();
  for (let number = 0; number < 2_000; number += 1)
    names.add((await ask(`qgis=${number % 7}.${number % 300}.${number}`)).headers.etag as string);
  // Five first versions of QGIS, and the emptiness before and after.
  expect(names.size).toBe(6);
});

test.each([
  ["", 70],
  ["qgis=", 70],
  ["qgis=3.34&qgis=2.0", 70],
  ["qgis=2.18&qgis=3.34", 0],
  ["qgis=3.2", 42],
  ["qgis=3.2.99-Master", 42],
  ["qgis=%00%FF&stable_only=%00", 70],
  ["qgis=3.34&package_name=", 70],
  ["qgis=3.34&package_name=PLUGIN_7", 1],
  ["qgis=3.34&package_name=..%2F..%2Fetc", 0],
  [`qgis=3.34&package_name=${"x".repeat(5_000)}`, 0],
  ["stable_only=1&stable_only=0&unknown=1", 70],
] as const)("every question has an answer: %.80s", async (query, count) => {
  const answer = await ask(query);
  expect(answer.status).toBe(200);
  expect(bytes(answer).toString()).toMatch(/^<\?xml [^\n]*\n<plugins>\n[\s\S]*<\/plugins>\n$/);
  expect(
    bytes(answer)
      .toString()
      .match(/<pyqgis_plugin /g) ?? [],
  ).toHaveLength(count);
});

test("two processes give the same document and ETag, before and after a change", async () => {
  const other = new FeedDocuments(db, SITE);
  const question = feedQuestion(new URLSearchParams("qgis=3.34"));
  const before = await feed.get(question);
  expect((await other.get(question)).name).toBe(before.name);
  await db.update(versions).set({ effectiveVerdict: "inconclusive" }).where(eq(versions.id, 40));
  const [mine, theirs] = [await feed.get(question), await other.get(question)];
  expect(mine.name).not.toBe(before.name);
  expect(theirs.name).toBe(mine.name);
  expect(theirs.gzip.equals(mine.gzip)).toBe(true);
});
