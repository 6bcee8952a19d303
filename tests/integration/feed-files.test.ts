import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerFeed } from "@/app/plugins/plugins.xml/answer-feed";
import { feedQuestion } from "@/app/plugins/plugins.xml/feed-query";
import { connect, type Db } from "@/db/client";
import { FeedDocuments } from "@/db/queries/feed-documents";
import { versions } from "@/db/schema";
import { feedFilesFor } from "@/lib/domain/feed-files";
import { parseQgisVersion } from "@/lib/domain/qgis-version";
import { FEED_LOCK } from "@/lib/jobs";
import { writeFeedFiles } from "@/workers/feed-files/write-feed-files";
import { publicPlugins } from "../builders/public-plugins";
import { personRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";
import { importPlugin } from "../helpers/import-plugin";
import { openRepository } from "../helpers/repository";
import { waitFor } from "../helpers/wait-for";

let database: TestDatabase;
let db: Db;
let folder: string;

const SITE = "https://plugins.example.org";

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 6);
  folder = await mkdtemp(join(tmpdir(), "greenbadge-feed-"));
  await publicPlugins(db, { ownerId: (await personRow(db)).userId, plugins: 60, versionsEach: 3 });
}, 60_000);
afterAll(async () => {
  await db.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A worker: caches of its own. */
const worker = () => ({ db, feed: new FeedDocuments(db, SITE, { documentsBytes: 0 }), folder, publicUrl: SITE });

async function application(query: string): Promise<Buffer> {
  const feed = new FeedDocuments(db, SITE);
  const answer = await answerFeed(
    feed,
    { method: "GET", header: () => null, address: "unknown" },
    feedQuestion(new URLSearchParams(query)),
  );
  return answer.body as Buffer;
}

/** What a plain web server does: the first name that exists. */
async function plainServer(qgis: string | null, stable: boolean, form = ""): Promise<Buffer> {
  for (const name of feedFilesFor(qgis === null ? null : parseQgisVersion(qgis), stable)) {
    const bytes = await readFile(join(folder, `${name}.xml${form}`)).catch(() => null);
    if (bytes) return bytes;
  }
  throw new Error(`no file for ${qgis}`);
}

async function expectEqualAnswers(versionsOfQgis: readonly (string | null)[]) {
  for (const qgis of versionsOfQgis) {
    for (const stable of [false, true]) {
      const query = new URLSearchParams({ ...(qgis === null ? {} : { qgis }), ...(stable ? { stable_only: "1" } : {}) });
      const wanted = await application(query.toString());
      expect((await plainServer(qgis, stable)).equals(wanted), `${query}`).toBe(true);
      expect(gunzipSync(await plainServer(qgis, stable, ".gz")).equals(wanted), `${query} gz`).toBe(true);
    }
  }
}

test("the files are what the application answers, byte for byte, for every version of QGIS", async () => {
  expect(await writeFeedFiles(worker())).toBe("written");
  await expectEqualAnswers([
    null,
    "1.8",
    "2.0",
    "2.18.3",
    "2.99",
    "3",
    "3.4",
    "3.16",
    "3.34.12",
    "3.44",
    "3.99",
    "4.0",
    "4.4",
    "5.0",
    "99.99",
  ]);
});

test("nothing is written again while nothing changes, and only what differs when something does", async () => {
  expect(await writeFeedFiles(worker())).toBe("current");
  const untouched = (await stat(join(folder, "qgis-2.18.xml"))).mtimeMs;
  await db.execute(sql`update versions set effective_verdict = 'inconclusive' where qgis_minimum >= 30000`);
  expect(await writeFeedFiles(worker())).toBe("written");
  expect((await stat(join(folder, "qgis-2.18.xml"))).mtimeMs).toBe(untouched);
  await expectEqualAnswers(["2.18", "3.34", "4.0", null]);
});

test("files of versions that nothing is left for, half-written ones and strays of ours go; other people's stay", async () => {
  await writeFile(join(folder, "qgis-3.34.xml.gz.0123456789abcdef.tmp"), "half");
  await writeFile(join(folder, "qgis-77.xml"), "old");
  await writeFile(join(folder, "qgis-3.34.xml.br"), "compressed by an older release, which nobody would replace");
  await writeFile(join(folder, "documents", `${"0a".repeat(16)}.xml.br`), "the same");
  await writeFile(join(folder, "notes.xml"), "not ours");
  await db.update(versions).set({ status: "withdrawn" }).where(eq(versions.qgisMaximum, 20_099));
  expect(await writeFeedFiles(worker())).toBe("written");
  const names = await readdir(folder);
  expect(names).toContain("notes.xml");
  expect(names.filter((name) => /^qgis-(2|77)\.|^qgis-77|tmp|br$/.test(name))).toEqual([]);
  expect((await plainServer("2.18", false)).toString()).not.toContain("<pyqgis_plugin");
  await expectEqualAnswers(["2.18", "3.34"]);
  const used = new Set(Object.values(JSON.parse(await readFile(join(folder, "feed.json"), "utf8")).files));
  expect((await readdir(join(folder, "documents"))).length).toBe(used.size * 2);
});

test("a lost or damaged state is written anew", async () => {
  await writeFile(join(folder, "feed.json"), "{");
  await rm(join(folder, "qgis-3.34.xml"));
  expect(await writeFeedFiles(worker())).toBe("written");
  await expectEqualAnswers(["3.34"]);
});

test("of two workers the later one leaves the newer state, whoever began first", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holding = db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FEED_LOCK})`);
    await held;
  });
  // Both wait for the lock; what changes meanwhile is in what they write.
  const both = [writeFeedFiles(worker()), writeFeedFiles(worker())];
  await waitFor("both to wait", async () => {
    const { rows } = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`,
    );
    return rows[0]?.n === 2;
  });
  await db.execute(sql`update versions set effective_verdict = 'blocked' where status = 'approved'`);
  release();
  await holding;
  expect((await Promise.all(both)).sort()).toEqual(["current", "written"]);
  await expectEqualAnswers(["3.34", "4.0"]);
});

test("a worker whose connection was cut writes no more", async () => {
  await db.execute(sql`update versions set effective_verdict = 'passed' where status = 'approved'`);
  const feed = new FeedDocuments(db, SITE, { documentsBytes: 0 });
  const before = await plainServer("3.34", false);
  const cutting = Object.assign(Object.create(feed) as FeedDocuments, {
    catalogue: async () => {
      const catalogue = await feed.catalogue();
      await db.execute(
        sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = ${FEED_LOCK} and granted`,
      );
      return catalogue;
    },
    documentOf: feed.documentOf.bind(feed),
    xmlOf: feed.xmlOf.bind(feed),
  });
  await expect(writeFeedFiles({ ...worker(), feed: cutting })).rejects.toThrow();
  expect((await plainServer("3.34", false)).equals(before)).toBe(true);
  expect(await writeFeedFiles(worker())).toBe("written");
  await expectEqualAnswers(["3.34"]);
});

test("a public change alone makes a running worker write them", async () => {
  const repository = await openRepository();
  try {
    await repository.work();
    const owner = await repository.person();
    const file = join(repository.env.feedDir, "qgis-3.34.xml");
    const shows = (text: string) =>
      waitFor(`${text} in the files`, async () => (await readFile(file, "utf8").catch(() => "")).includes(text));
    const { versionId } = await importPlugin(repository, { ownerId: owner.userId });
    await shows("<file_name>sample_plugin.1.0.0.zip</file_name>");
    await repository.db.update(versions).set({ effectiveVerdict: "advisory" }).where(eq(versions.id, versionId));
    await shows("<security_status>advisory</security_status>");
  } finally {
    await repository.close();
  }
}, 60_000);
