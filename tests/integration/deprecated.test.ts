/** Owners advise against a plugin: what strangers and QGIS see of it, who may say it, and what metadata.txt says beside it. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pluginJson } from "@/app/plugins/[pkg]/json/plugin-json";
import { deletePlugin } from "@/db/commands/delete-plugin";
import { deprecatePlugin, endDeprecation } from "@/db/commands/deprecate-plugin";
import { listCatalogue } from "@/db/queries/catalogue";
import { FeedDocuments } from "@/db/queries/feed-documents";
import { getPluginFacts } from "@/db/queries/plugin-json";
import { getPluginPage } from "@/db/queries/plugin-page";
import { getVersionReport } from "@/db/queries/version-report";
import { pluginEditors, pluginEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip } from "../builders/findings";
import { importPlugin } from "../helpers/import-plugin";
import { readAsDesktop } from "../helpers/qgis-desktop";
import { openRepository, type TestRepository } from "../helpers/repository";

const SITE = "https://plugins.example.org";
let repository: TestRepository;
let feed: FeedDocuments;
let owner: SignedIn;
let packageName: string;
let pluginId: number;
let counter = 0;

beforeAll(async () => {
  repository = await openRepository();
  feed = new FeedDocuments(repository.db, SITE);
});
afterAll(() => repository.close());
beforeEach(async () => {
  counter += 1;
  packageName = `old_${counter}`;
  owner = await repository.person();
  const { versionId } = await importPlugin(repository, { packageName, name: `Old ${counter}`, ownerId: owner.userId });
  ({ pluginId } = await repository.version(versionId));
});

const say = (person: SignedIn, words: { message?: string; replacement?: string } = {}) =>
  deprecatePlugin(repository.db, { person, packageName, message: "", replacement: "", ...words });
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const inFeed = async () => {
  const document = await feed.get({ qgis: null, stableOnly: false, packageName });
  return readAsDesktop((await feed.xmlOf(document)).toString(), "3.34").map(({ isDeprecated }) => isDeprecated);
};
const seen = async () => {
  const facts = await getPluginFacts(repository.db, packageName, null);
  const list = await listCatalogue(repository.db, { sort: "name", page: 1, text: packageName });
  const page = await getPluginPage(repository.db, packageName, null);
  const version = await getVersionReport(repository.db, packageName, page?.newestPublic?.version ?? "", null);
  return {
    feed: await inFeed(),
    json: facts && pluginJson(facts, SITE).deprecated,
    list: list.items.find((item) => item.packageName === packageName)?.isDeprecated,
    page: page?.deprecation,
    version: version?.deprecation,
  };
};

test("strangers, lists, documents and QGIS see it with the next request, and its end too", async () => {
  await importPlugin(repository, { packageName: `new_${counter}`, name: `New ${counter}`, ownerId: owner.userId });
  expect(await seen()).toEqual({ feed: [false], json: false, list: false, page: null, version: null });
  expect(codeOf(await say(owner, { message: "I moved on.", replacement: `NEW_${counter}` }))).toBe("ok");
  const words = { message: "I moved on.", replacement: expect.objectContaining({ packageName: `new_${counter}`, name: `New ${counter}` }) };
  expect(await seen()).toEqual({
    feed: [true],
    json: true,
    list: true,
    page: words,
    version: words,
  });
  expect(codeOf(await endDeprecation(repository.db, { person: owner, packageName }))).toBe("ok");
  expect(await seen()).toEqual({ feed: [false], json: false, list: false, page: null, version: null });
  const events = await repository.db.select().from(pluginEvents).where(eq(pluginEvents.pluginId, pluginId));
  expect(events.map(({ event, actorId }) => [event, actorId]).slice(-2)).toEqual([
    ["deprecated", owner.userId],
    ["deprecation-ended", owner.userId],
  ]);
});

test("what metadata.txt says is not taken back by the page", async () => {
  packageName = `said_${counter}`;
  await importPlugin(repository, { packageName, name: `Said ${counter}`, ownerId: owner.userId, metadata: { deprecated: "True" } });
  expect((await seen()).page).toEqual({ message: "", replacement: null });
  await say(owner, { message: "Really." });
  await endDeprecation(repository.db, { person: owner, packageName });
  expect(await seen()).toMatchObject({ feed: [true], json: true, page: { message: "" } });
});

test("owners and administrators say it; collaborators may not, and for others there is no such plugin", async () => {
  const [helper, stranger, approver, admin] = [
    await repository.person(),
    await repository.person(),
    await repository.person({ role: "approver" }),
    await repository.person({ role: "admin" }),
  ];
  await repository.db.insert(pluginEditors).values({ pluginId, userId: helper.userId, role: "collaborator" });
  expect(codeOf(await say(helper))).toBe("not-allowed");
  for (const person of [stranger, approver]) expect(codeOf(await say(person))).toBe("not-found");
  expect((await seen()).page).toBeNull();
  expect(codeOf(await say(admin))).toBe("ok");
  expect(codeOf(await endDeprecation(repository.db, { person: helper, packageName }))).toBe("not-allowed");
});

test("only what everybody can see replaces it, and it is named only as long as that is so", async () => {
  const other = `draft_${counter}`;
  await repository.accepted(owner, pluginZip(CLEAN, { packageName: other, name: `Draft ${counter}` }));
  for (const replacement of [other, "no_such_plugin", packageName]) expect(codeOf(await say(owner, { replacement }))).toBe("invalid");
  const next = `next_${counter}`;
  await importPlugin(repository, { packageName: next, name: `Next ${counter}`, ownerId: owner.userId });
  await say(owner, { replacement: next });
  expect((await seen()).page?.replacement).toMatchObject({ packageName: next });
  await deletePlugin(repository.db, { person: owner, packageName: next, confirmation: next });
  expect((await seen()).page).toEqual({ message: "", replacement: null });
});
