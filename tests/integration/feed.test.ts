import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerBadge } from "@/app/plugins/[pkg]/badge.svg/answer-badge";
import { answerIcon } from "@/app/plugins/[pkg]/icon/answer-icon";
import { pluginJson } from "@/app/plugins/[pkg]/json/plugin-json";
import { answerFeed } from "@/app/plugins/plugins.xml/answer-feed";
import { feedQuestion } from "@/app/plugins/plugins.xml/feed-query";
import { quarantineVersion } from "@/db/commands/review-version";
import { FeedDocuments } from "@/db/queries/feed-documents";
import { getPluginFacts } from "@/db/queries/plugin-json";
import { plugins } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { toQuestion, toResponse } from "@/lib/http-answer";
import { discIcon } from "@/scripts/demo/icon";
import { importPlugin } from "../helpers/import-plugin";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let owner: SignedIn;
let approver: SignedIn;
let hiddenId: number;
let feed: FeedDocuments;

const SITE = "https://plugins.example.org";
const icon = discIcon([1, 2, 3]);

beforeAll(async () => {
  repository = await openRepository();
  feed = new FeedDocuments(repository.db, SITE);
  owner = await repository.person({ isTrusted: true });
  approver = await repository.person({ role: "approver" });
  const alpha = { packageName: "alpha_tools", name: "Alpha & Tools", ownerId: owner.userId };
  await importPlugin(repository, { ...alpha, version: "1.9.0", metadata: { qgisMaximumVersion: "3.30" } });
  await importPlugin(repository, {
    ...alpha,
    version: "1.10.0",
    metadata: { icon: "icon.png", about: "Ends ]]> early & more" },
    files: { "icon.png": icon },
    publishedAt: new Date("2025-06-01"),
  });
  await importPlugin(repository, {
    ...alpha,
    version: "2.0.0",
    metadata: { experimental: "True", qgisMinimumVersion: "3.40" },
    publishedAt: new Date("2025-05-01"),
  });
  hiddenId = (await importPlugin(repository, { packageName: "beta_tools", name: "Beta", ownerId: owner.userId })).versionId;
  await repository.accepted(owner, (await import("../builders/plugin-zip")).pluginZip({ packageName: "draft_tools", name: "Draft" }));
}, 60_000);
afterAll(() => repository.close());

async function ask(query: Record<string, string | undefined> = {}, headers: Record<string, string> = {}) {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const question = feedQuestion(new URLSearchParams(given));
  return toResponse(await answerFeed(feed, toQuestion(new Request(SITE, { headers })), question));
}
const listed = async (query: Record<string, string>) =>
  [...(await (await ask(query)).text()).matchAll(/<file_name>(.*?)<\/file_name>/g)].map((match) => match[1]);

test("the newest compatible versions of what is public, drafts never", async () => {
  expect(await listed({ qgis: "3.34" })).toEqual(["alpha_tools.1.10.0.zip", "beta_tools.1.0.0.zip"]);
  expect(await listed({ qgis: "3.40.7" })).toEqual(["alpha_tools.1.10.0.zip", "alpha_tools.2.0.0.zip", "beta_tools.1.0.0.zip"]);
  expect(await listed({ qgis: "3.40", stable_only: "1" })).toEqual(["alpha_tools.1.10.0.zip", "beta_tools.1.0.0.zip"]);
  expect(await listed({ qgis: "3.22", package_name: "Alpha_Tools" })).toEqual(["alpha_tools.1.9.0.zip", "alpha_tools.1.10.0.zip"]);
  expect(await listed({ package_name: "draft_tools" })).toEqual([]);
});

test.each([undefined, "", "master", "3", "4.2", "99.99", "3.34'--", "-1", "9".repeat(50)])(
  "any QGIS version gets a document: %s",
  async (qgis) => {
    const response = await ask({ qgis });
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/^<\?xml .*<\/plugins>\n$/s);
  },
);

test("addresses are absolute, texts are safe, the owner's standing is told", async () => {
  const xml = await (await ask({ qgis: "3.34", package_name: "alpha_tools" })).text();
  expect(xml).toContain(`<download_url>${SITE}/plugins/alpha_tools/version/1.10.0/download/</download_url>`);
  expect(xml).toContain(`<icon>${SITE}/plugins/alpha_tools/icon</icon>`);
  expect(xml).toContain("<about><![CDATA[Ends ]]]]><![CDATA[> early &]]><![CDATA[ more]]></about>");
  expect(xml).toContain('name="Alpha &amp; Tools"');
  expect(xml).toContain("<trusted>True</trusted>");
  expect(xml).toContain("<security_status>not-scanned</security_status>");
});

test("the icon of the newest public version, as what it is", async () => {
  const response = await answerIcon(repository.db, repository.storage, new Request(SITE), "alpha_tools");
  expect(response.headers.get("content-type")).toBe("image/png");
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(icon));
  expect((await answerIcon(repository.db, repository.storage, new Request(SITE), "draft_tools")).status).toBe(404);
});

test("badges of what is public, and a picture for what is not", async () => {
  const known = await answerBadge(repository.db, new Request(SITE), "alpha_tools");
  expect(await known.text()).toContain("Not checked yet");
  const etag = known.headers.get("etag") as string;
  expect((await answerBadge(repository.db, new Request(SITE, { headers: { "if-none-match": etag } }), "alpha_tools")).status).toBe(304);
  for (const name of ["draft_tools", "nothing"]) {
    const unknown = await answerBadge(repository.db, new Request(SITE), name);
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain("No such plugin");
  }
});

test("JSON shows drafts to those who may see them, and to nobody else", async () => {
  expect(await getPluginFacts(repository.db, "draft_tools", null)).toBeNull();
  expect(await getPluginFacts(repository.db, "draft_tools", await repository.person())).toBeNull();
  for (const viewer of [owner, approver]) {
    const facts = await getPluginFacts(repository.db, "draft_tools", viewer);
    expect(facts && pluginJson(facts, SITE).versions).toMatchObject([
      { version: "1.0.0", status: "validating", security_status: "not-scanned", download_url: null },
    ]);
  }
  const facts = await getPluginFacts(repository.db, "ALPHA_TOOLS", null);
  expect(facts && pluginJson(facts, SITE)).toMatchObject({ package_name: "alpha_tools", name: "Alpha & Tools" });
});

test("what is hidden is gone from the very next answer", async () => {
  expect(await listed({ qgis: "3.34" })).toContain("beta_tools.1.0.0.zip");
  const hidden = await quarantineVersion(repository.db, { person: approver, versionId: hiddenId, reason: "looked into" });
  expect(hidden.ok).toBe(true);
  expect(await listed({ qgis: "3.34" })).toEqual(["alpha_tools.1.10.0.zip"]);
  await repository.db.update(plugins).set({ deletedAt: new Date() }).where(eq(plugins.packageName, "alpha_tools"));
  expect(await listed({ qgis: "3.34" })).toEqual([]);
  expect((await answerBadge(repository.db, new Request(SITE), "alpha_tools")).status).toBe(404);
});
