import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { getPublicCatalogue, getPublicStamp } from "@/db/queries/feed";
import { plugins, users, versionEvents, versions } from "@/db/schema";
import { openPackageReader, type PackageReader } from "@/scripts/import/package-reader";
import { importPublic } from "@/scripts/import/public/import-public";
import { publicFeed } from "@/scripts/import/public/public-feed";
import { openSource, type PublicSource } from "@/scripts/import/public/source";
import { openReport, type Report } from "@/scripts/import/report";
import { VERIFIED_QGIS, verifyFeeds } from "@/scripts/import/verify";
import { pluginZip } from "../builders/plugin-zip";
import { openRepository, type TestRepository } from "../helpers/repository";

interface Offered {
  pluginId: number;
  packageName: string;
  name: string;
  version: string;
  isExperimental?: boolean;
  /** Where the version is not the newest one: on the plugin's page only. */
  isOnPageOnly?: boolean;
}

let repository: TestRepository;
let reader: PackageReader;
let folder: string;
beforeAll(async () => {
  reader = openPackageReader(join(inject("testPrograms"), "describe-thread.mjs"));
  folder = await mkdtemp(join(tmpdir(), "greenbadge-mirror-"));
});
beforeEach(async () => {
  repository = await openRepository();
});
afterEach(() => repository.close());
afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true, force: true });
});

function feedText(offers: readonly Offered[]): string {
  const entries = offers
    .filter((one) => !one.isOnPageOnly)
    .map(
      (one) => `<pyqgis_plugin name="${one.name}" version="${one.version}" plugin_id="${one.pluginId}">
      <description><![CDATA[A &amp; B]]></description><about></about><trusted>True</trusted>
      <qgis_minimum_version>2.0.0</qgis_minimum_version><qgis_maximum_version>4.99.0</qgis_maximum_version>
      <file_name>${one.packageName}.${one.version}.zip</file_name><author_name><![CDATA[Jeanne D&#x27;Arc]]></author_name>
      <download_url>http://192.0.2.1/elsewhere.zip</download_url><uploaded_by><![CDATA[jeanne]]></uploaded_by>
      <create_date>2019-05-01T10:00:00+00:00</create_date><update_date>2024-02-03T04:05:06+00:00</update_date>
      <experimental>${one.isExperimental ? "True" : "False"}</experimental><deprecated>False</deprecated><tags><![CDATA[one,two]]></tags>
      <downloads>1234</downloads><average_vote>4.499</average_vote><rating_votes>10</rating_votes><server>False</server></pyqgis_plugin>`,
    );
  return `<?xml version = '1.0' encoding = 'UTF-8'?>\n<plugins>${entries.join("")}</plugins>`;
}

function pageText(offers: readonly Offered[]): string {
  const version = (one: Offered) => ({
    ...{ version: one.version, experimental: Boolean(one.isExperimental), qgis_min: "2.0.0", qgis_max: "4.99.0", downloads: 5 },
    ...{ uploaded_by: "jeanne", upload_datetime: one.isOnPageOnly ? "2020-01-01T00:00:00+00:00" : "2024-02-03T04:05:06+00:00" },
  });
  return JSON.stringify({ package_name: offers[0]?.packageName, name: offers[0]?.name, versions: offers.map(version) });
}

const zipOf = (one: Offered) => pluginZip({ packageName: one.packageName, name: one.name, version: one.version });

/** The mirror's folder as it is after a visit. */
async function mirror(offers: readonly Offered[], { pages = true } = {}): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const qgis of VERIFIED_QGIS) await writeFile(join(folder, `plugins_${qgis}.xml`), feedText(offers));
  for (const one of offers) {
    await writeFile(join(folder, `${one.packageName}.${one.version}.zip`), zipOf(one));
    if (pages)
      await writeFile(join(folder, `${one.packageName}.json`), pageText(offers.filter((other) => other.packageName === one.packageName)));
  }
}

async function follow(source: PublicSource = openSource({ url: null, folder }), acceptsVanished = false): Promise<Report> {
  const report = openReport();
  const { db, storage } = repository;
  const context = { db, storage, reader, report, signal: new AbortController().signal, onProgress: () => undefined };
  await importPublic(context, source, { qgis: ["3.44"], acceptsVanished });
  return report;
}

const verify = (source: PublicSource = openSource({ url: null, folder })) =>
  verifyFeeds(repository.db, repository.storage, publicFeed(source));
const listed = async () =>
  (await repository.db.select().from(versions).orderBy(versions.pluginId, versions.version)).map(
    (row) => `${row.pluginId} ${row.version} ${row.status}`,
  );

const ALPHA: Offered = { pluginId: 11, packageName: "alpha", name: "Alpha", version: "1.10" };
const OLD_ALPHA: Offered = { ...ALPHA, version: "1.9", isOnPageOnly: true };
const BETA: Offered = { pluginId: 12, packageName: "beta", name: "Beta &amp; Co", version: "0.3", isExperimental: true };

test("a mirror's plugins with their ids, all versions of their pages, and equal feeds", async () => {
  await mirror([ALPHA, OLD_ALPHA, BETA]);
  await follow();
  expect(await listed()).toEqual(["11 1.10 approved", "11 1.9 approved", "12 0.3 approved"]);
  expect(await verify()).toBe(true);
  const [alpha] = await repository.db.select().from(plugins).where(eq(plugins.id, 11));
  expect(alpha).toMatchObject({ importedDownloads: 1234, ratingVotes: 10, ratingSum: 45, createdAt: new Date("2019-05-01T10:00:00Z") });
  const [version] = await repository.db.select().from(versions).where(eq(versions.version, "1.10"));
  expect(version).toMatchObject({ basis: "imported", effectiveVerdict: null, firstApprovedAt: new Date("2024-02-03T04:05:06Z") });
  expect(version?.metadata).toMatchObject({
    author: "Jeanne D'Arc",
    tags: ["one", "two"],
    description: "Shows a message when QGIS starts",
  });
  const [uploader] = await repository.db
    .select()
    .from(users)
    .where(eq(users.id, version?.uploadedBy ?? ""));
  expect(uploader).toMatchObject({ name: "jeanne", role: "user", emailVerifiedAt: null, email: expect.stringMatching(/\.invalid$/) });
});

test("run again: what is new comes, nothing else changes", async () => {
  await mirror([ALPHA, OLD_ALPHA, BETA]);
  await follow();
  const before = await repository.db.select().from(versions).orderBy(versions.id);
  expect((await follow()).counts.get("public versions imported")).toBeUndefined();
  expect(await repository.db.select().from(versions).orderBy(versions.id)).toEqual(before);
  await mirror([{ ...ALPHA, version: "1.11" }, { ...ALPHA, isOnPageOnly: true }, OLD_ALPHA, BETA]);
  await follow();
  expect(await listed()).toEqual(["11 1.10 approved", "11 1.11 approved", "11 1.9 approved", "12 0.3 approved"]);
  expect(await verify()).toBe(true);
  expect(await repository.db.$count(versionEvents)).toBe(4);
});

test("totals that grew there reach the feed of those who had it in memory", async () => {
  await mirror([ALPHA]);
  await follow();
  const stamp = await getPublicStamp(repository.db);
  const file = join(folder, "plugins_3.44.xml");
  await writeFile(file, (await readFile(file, "utf8")).replace("<downloads>1234<", "<downloads>2000<"));
  for (const name of VERIFIED_QGIS.filter((one) => one !== "3.44")) await rm(join(folder, `plugins_${name}.xml`));
  await follow();
  expect((await getPublicCatalogue(repository.db)).versions[0]?.downloads).toBe(2000);
  expect(await getPublicStamp(repository.db)).not.toBe(stamp);
});

test("what vanished there is withdrawn here, comes back with it, and a person's word is left alone", async () => {
  await mirror([ALPHA, OLD_ALPHA, BETA]);
  await follow();
  await mirror([ALPHA]);
  const report = await follow();
  expect(report.notes).toEqual([
    "alpha 1.9: is no longer offered there and was withdrawn",
    "beta 0.3: is no longer offered there and was withdrawn",
  ]);
  expect(await listed()).toEqual(["11 1.10 approved", "11 1.9 withdrawn", "12 0.3 withdrawn"]);
  expect(await verify()).toBe(true);
  // An owner's own withdrawal looks the same but is not the importer's to undo.
  await repository.db.insert(versionEvents).values({
    versionId: (await repository.db.select().from(versions).where(eq(versions.version, "0.3")))[0]?.id ?? 0,
    pluginId: 12,
    actorKind: "person",
    event: "withdraw",
    fromStatus: "approved",
    toStatus: "withdrawn",
  });
  await mirror([ALPHA, OLD_ALPHA, BETA]);
  await follow();
  expect(await listed()).toEqual(["11 1.10 approved", "11 1.9 approved", "12 0.3 withdrawn"]);
});

test("feeds without pages name the newest versions only: what they leave out is not taken for vanished", async () => {
  await mirror([ALPHA], { pages: false });
  await follow();
  await mirror([{ ...ALPHA, version: "1.11" }], { pages: false });
  await follow();
  expect(await listed()).toEqual(["11 1.10 approved", "11 1.11 approved"]);
});

test("a listing that shrank by much withdraws nothing until that is meant", async () => {
  const many = Array.from({ length: 25 }, (_, index) => ({ ...ALPHA, version: `2.${index}`, isOnPageOnly: index < 24 }));
  await mirror([...many, BETA]);
  await follow();
  await mirror([BETA]);
  expect((await follow()).notes.join()).toContain("25 of 26 versions are no longer offered there");
  expect((await listed()).filter((line) => line.endsWith("approved"))).toHaveLength(26);
  await follow(undefined, true);
  expect((await listed()).filter((line) => line.endsWith("approved"))).toEqual(["12 0.3 approved"]);
});

test("a damaged feed changes nothing", async () => {
  await mirror([ALPHA, BETA]);
  await follow();
  await writeFile(join(folder, "plugins_3.44.xml"), (await readFile(join(folder, "plugins_3.44.xml"))).subarray(0, 900));
  await expect(follow()).rejects.toThrow(/plugins_3\.44\.xml, line \d+/);
  expect(await listed()).toEqual(["11 1.10 approved", "12 0.3 approved"]);
});

test("--verify sees another file under the same name", async () => {
  await mirror([ALPHA]);
  await follow();
  await writeFile(join(folder, "alpha.1.10.zip"), pluginZip({ packageName: "alpha", files: { "more.py": "" } }));
  expect(await verify()).toBe(false);
});

test("from a site: only its own addresses are asked, whatever the feed says, and redirects are not followed", async () => {
  await mirror([ALPHA, OLD_ALPHA]);
  const asked: string[] = [];
  const server = await serve(asked, [ALPHA, OLD_ALPHA]);
  const { port } = server.address() as AddressInfo;
  const source = openSource({ url: new URL(`http://127.0.0.1:${port}/`), folder: null });
  const report = await follow(source);
  expect(await listed()).toEqual(["11 1.10 approved"]);
  expect(report.notes.join()).toMatch(/alpha 1\.9: .*could not be read.*; not imported/);
  expect(asked).toContain("/plugins/plugins.xml?qgis=3.44");
  expect(asked).toContain("/plugins/alpha/version/1.10/download/");
  expect(asked.some((path) => path.includes("secret"))).toBe(false);
  server.close();
});

/** The older version's address leads elsewhere. */
async function serve(asked: string[], offers: readonly Offered[]): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    if (path.startsWith("/plugins/plugins.xml")) return response.end(feedText(offers));
    if (path === "/plugins/alpha/json") return response.end(pageText(offers));
    if (path === "/plugins/alpha/version/1.10/download/") return response.end(zipOf(ALPHA));
    if (path === "/plugins/alpha/version/1.9/download/") return response.writeHead(302, { location: "/secret" }).end();
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
