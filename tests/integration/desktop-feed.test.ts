import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import sax from "sax";
import { afterAll, beforeAll, expect, test } from "vitest";
import { feedAddress } from "@/app/_front/addresses";
import { createFront } from "@/app/_front/front";
import { connect, type Db } from "@/db/client";
import { FeedDocuments } from "@/db/queries/feed-documents";
import { newestVersion } from "@/lib/domain/newest-version";
import { urls } from "@/lib/urls";
import { type PublicVersionRow, publicPlugins } from "../builders/public-plugins";
import { personRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";
import { type DesktopPlugin, readAsDesktop } from "../helpers/qgis-desktop";

let database: TestDatabase;
let db: Db;
let server: Server;
let rows: PublicVersionRow[];
let address: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 4);
  const owner = await personRow(db, { isTrusted: true });
  rows = await publicPlugins(db, { ownerId: owner.userId, plugins: 120, versionsEach: 5 });
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on(
    "request",
    createFront([feedAddress(new FeedDocuments(db, address))], (_request, response) => response.writeHead(404).end()),
  );
}, 60_000);
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await db.close();
  await database.drop();
});

const ask = async (qgis: string) => readAsDesktop(await (await fetch(`${address}${urls.feed({ qgis })}`)).text(), qgis);

/** Of each plugin and channel the highest version that runs in this QGIS. */
function expected(qgis: string): PublicVersionRow[] {
  const [major = 0, minor = 0] = qgis.split(".").map(Number);
  const ordinal = major * 10_000 + minor;
  const runs = rows.filter((row) => row.qgisMinimum <= ordinal && ordinal <= row.qgisMaximum);
  const channels = new Map<string, PublicVersionRow[]>();
  for (const row of runs) {
    const key = `${row.packageName} ${row.isExperimental}`;
    channels.set(key, [...(channels.get(key) ?? []), row]);
  }
  return [...channels.values()].flatMap((channel) => newestVersion(channel) ?? []);
}

const facts = (list: readonly { id: string; version: string; address: string }[]) =>
  list.map((one) => `${one.id} ${one.version} ${one.address}`).sort();

test.each(["2.18", "3.4", "3.34", "3.44", "4.0", "99.99"])(
  "QGIS Desktop %s finds every approved plugin with its id, version and address",
  async (qgis) => {
    const wanted = expected(qgis).map(({ packageName, version }) => ({
      id: packageName,
      version,
      address: `${address}${urls.download(packageName, version)}`,
    }));
    expect(wanted.length > 20).toBe(qgis !== "99.99");
    const found = await ask(qgis);
    expect(facts(found.map((one) => ({ id: one.id, version: one.version, address: one.downloadUrl })))).toEqual(facts(wanted));
  },
);

test("a plugin whose author wrote its range in a way that Desktop cannot read is found too", async () => {
  await db.execute(
    sql`update versions set metadata = metadata || '{"qgisMinimumVersion":"3","qgisMaximumVersion":"3.999"}' where qgis_minimum = 30000`,
  );
  const wanted = expected("3.34").length;
  expect(await ask("3.34")).toHaveLength(wanted);
});

test("what Desktop shows of a plugin is what its author wrote", async () => {
  const found = new Map((await ask("3.34")).map((one) => [`${one.id} ${one.version}`, one]));
  for (const row of expected("3.34")) {
    const one = found.get(`${row.packageName} ${row.version}`) as DesktopPlugin;
    const [written] = (await db.query.versions.findMany({ where: (versions, { eq }) => eq(versions.id, row.versionId) })) ?? [];
    const metadata = written?.metadata;
    expect(one).toMatchObject({
      name: metadata?.name,
      description: metadata?.description.trim(),
      about: metadata?.about.trim(),
      changelog: metadata?.changelog?.trim(),
      tags: metadata?.tags.join(","),
      authorName: metadata?.author,
      tracker: metadata?.tracker,
      codeRepository: metadata?.repository,
      homepage: metadata?.homepage,
      isExperimental: row.isExperimental,
      isDeprecated: metadata?.deprecated,
      isTrusted: true,
      icon: metadata?.icon ? `${address}${urls.icon(row.packageName)}` : "",
      fileName: `${row.packageName}.${row.version}.zip`,
      downloads: "0",
    });
    expect(one.pluginId).toBe(String(written?.pluginId));
  }
});

test("every version of QGIS gets XML that is well-formed to the letter", async () => {
  for (const qgis of ["2.18", "3.34", "99.99"]) {
    const xml = await (await fetch(`${address}${urls.feed({ qgis })}`)).text();
    const parser = sax.parser(true);
    parser.onerror = (error) => {
      throw error;
    };
    parser.write(xml).close();
  }
});
