import type { IncomingMessage, ServerResponse } from "node:http";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { forgetUnusedLinks, planDueLinkChecks, planLinkChecks, recordLook } from "@/db/commands/check-links";
import { getPluginPage } from "@/db/queries/plugin-page";
import { getVersionReport } from "@/db/queries/version-report";
import { urlChecks } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginFiles } from "../builders/plugin";
import { pluginRow, versionRow } from "../builders/rows";
import { zipFolder } from "../builders/zip";
import { LocalServers, localNetwork } from "../helpers/local-servers";
import { openRepository, type TestRepository } from "../helpers/repository";
import { waitFor } from "../helpers/wait-for";

let repository: TestRepository;
let quiet: TestRepository;
let owner: SignedIn;
let site: string;
const servers = new LocalServers();
const requests: string[] = [];
let atOnce = 0;
let mostAtOnce = 0;

/** `/gone` is gone, `/inside` leads to where nobody may look, everything else answers after a while. */
function answer(request: IncomingMessage, response: ServerResponse) {
  requests.push(`${request.method} ${request.url}`);
  atOnce += 1;
  mostAtOnce = Math.max(mostAtOnce, atOnce);
  response.on("close", () => {
    atOnce -= 1;
  });
  if (request.url === "/inside") response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
  else setTimeout(() => response.writeHead(request.url?.startsWith("/gone") ? 404 : 200).end(), 30);
}

beforeAll(async () => {
  site = `http://site.example:${await servers.http(answer)}`;
  repository = await openRepository({ OUTBOUND_REQUESTS: "on" });
  owner = await repository.person();
  await repository.work({ network: localNetwork() });
  quiet = await openRepository();
});
afterAll(async () => {
  await repository.close();
  await quiet.close();
  await servers.close();
});
beforeEach(async () => {
  requests.length = 0;
});

const plugin = (packageName: string, links: Record<string, string>, version = "1.0.0") =>
  zipFolder(pluginFiles({ packageName, name: `Plugin ${packageName}`, version, metadata: links }));
const row = async (url: string) => (await repository.db.select().from(urlChecks).where(eq(urlChecks.url, url)))[0];
const checked = (url: string) =>
  waitFor(`a look at ${url}`, async () => {
    const found = await row(url);
    return found?.checkedAt ? found : null;
  });
const waitingLooks = async (db = repository.db) => {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from graphile_worker.jobs where task_identifier in ('check_links', 'check_link')`,
  );
  return rows[0]?.count ?? 0;
};
const settledLooks = () => waitFor("all looks", async () => (await waitingLooks()) === 0);

test("after an upload its links are looked at, and maintainers and approvers read what was found; verdict and status do not", async () => {
  const links = { tracker: `${site}/gone`, repository: `${site}/code`, homepage: `${site}/inside` };
  const { versionId } = await repository.accepted(owner, await plugin("linked", links));
  for (const url of Object.values(links)) await checked(url);
  expect(await row(links.tracker)).toMatchObject({ state: "dead", httpStatus: 404, failures: 1 });
  expect(await row(links.repository)).toMatchObject({ state: "ok", httpStatus: 200, failingSince: null });
  expect(await row(links.homepage)).toMatchObject({ state: "refused", httpStatus: null, problem: "private-address" });
  expect(mostAtOnce).toBe(1);

  const version = await repository.settled(versionId);
  expect(version).toMatchObject({ status: "validated", effectiveVerdict: "passed" });
  const states = { tracker: "dead", repository: "ok", homepage: "refused" };
  for (const viewer of [owner, await repository.person({ role: "approver" })]) {
    const report = await getVersionReport(repository.db, "linked", "1.0.0", viewer);
    expect(Object.fromEntries(report?.links.map((link) => [link.kind, link.check?.state]) ?? [])).toEqual(states);
    const page = await getPluginPage(repository.db, "linked", viewer);
    expect(Object.fromEntries(page?.links.map((link) => [link.kind, link.check?.state]) ?? [])).toEqual(states);
  }
});

test("strangers read nothing of it", async () => {
  const pluginId = await pluginRow(repository.db, owner, "public_links");
  const metadata = { name: "Plugin public_links", version: "1", tracker: `${site}/gone` } as never;
  await versionRow(repository.db, {
    pluginId,
    uploadedBy: owner,
    version: "1",
    status: "approved",
    verdict: "passed",
    columns: { metadata },
  });
  for (const viewer of [null, await repository.person()]) {
    expect((await getVersionReport(repository.db, "public_links", "1", viewer))?.links).toEqual([]);
    expect((await getPluginPage(repository.db, "public_links", viewer))?.links).toEqual([]);
  }
  expect((await getVersionReport(repository.db, "public_links", "1", owner))?.links).toHaveLength(1);
});

test("an address is looked at once a day however many plugins name it; a bad one again after an hour", async () => {
  const shared = { tracker: `${site}/shared`, repository: `${site}/gone-shared` };
  const first = await repository.accepted(owner, await plugin("sharing_one", shared));
  await checked(shared.tracker);
  await checked(shared.repository);
  await repository.accepted(owner, await plugin("sharing_two", shared));
  await settledLooks();
  expect(requests).toEqual(expect.arrayContaining(["HEAD /shared", "HEAD /gone-shared", "GET /gone-shared"]));
  expect(requests).toHaveLength(3);

  await repository.db.update(urlChecks).set({ checkedAt: sql`now() - interval '2 hours'` });
  expect(await planLinkChecks(repository.db, first.versionId)).toBe(1);
  await settledLooks();
  expect(requests.filter((request) => request === "HEAD /gone-shared")).toHaveLength(2);
  await repository.db.update(urlChecks).set({ checkedAt: sql`now() - interval '25 hours'` });
  expect(await planLinkChecks(repository.db, first.versionId)).toBe(2);
  await settledLooks();
  expect(requests.filter((request) => request === "HEAD /shared")).toHaveLength(2);
});

test("a replaced file's links are looked at", async () => {
  const before = { tracker: `${site}/before`, repository: `${site}/code` };
  const { versionId } = await repository.accepted(owner, await plugin("replaced_links", before));
  await checked(before.tracker);
  await repository.settled(versionId);
  await repository.accepted(owner, await plugin("replaced_links", { ...before, tracker: `${site}/after` }));
  expect(await checked(`${site}/after`)).toMatchObject({ state: "ok" });
});

test("an address that does not answer is dead to nobody before the third look", async () => {
  const closed = new LocalServers();
  const url = `http://site.example:${await closed.http(() => {})}/`;
  await closed.close();
  const { versionId } = await repository.accepted(owner, await plugin("silent_links", { tracker: url, repository: `${site}/code` }));
  expect(await checked(url)).toMatchObject({ state: "not-checked", failures: 1, problem: "connection" });
  const since = (await row(url))?.failingSince;
  for (const failures of [2, 3]) {
    await repository.db.update(urlChecks).set({ nextCheckAt: sql`now() - interval '1 second'` }).where(eq(urlChecks.url, url));
    // not published, but its look is unfinished
    expect(await planDueLinkChecks(repository.db)).toBeGreaterThan(0);
    await waitFor(`failure ${failures}`, async () => (await row(url))?.failures === failures);
  }
  expect(await row(url)).toMatchObject({ state: "unreachable", failingSince: since });
  await repository.db.update(urlChecks).set({ nextCheckAt: sql`now() - interval '1 second'` }).where(eq(urlChecks.url, url));
  await settledLooks();
  await planDueLinkChecks(repository.db);
  await settledLooks();
  expect(await row(url)).toMatchObject({ failures: 3 });
  expect((await repository.settled(versionId)).status).toBe("validated");
});

test("each week the links of public versions are due, also of those that no upload brought; drafts' are not", async () => {
  const { db } = quiet;
  const person = await quiet.person();
  const links = (name: string) => ({
    name,
    version: "1",
    tracker: `https://x.example/${name}/issues`,
    repository: "https://x.example/shared",
    homepage: "ftp://x.example",
  });
  for (const [name, status] of [
    ["public_one", "approved"],
    ["public_two", "approved"],
    ["draft", "validated"],
  ] as const) {
    const pluginId = await pluginRow(db, person, name);
    const columns = { metadata: links(name) as never };
    await versionRow(db, { pluginId, uploadedBy: person, version: "1", status, verdict: "passed", columns });
  }
  const long = await pluginRow(db, person, "long");
  const columns = { metadata: { ...links("long"), tracker: `https://x.example/${"ü".repeat(1_500)}` } as never };
  await versionRow(db, { pluginId: long, uploadedBy: person, version: "1", status: "approved", verdict: "passed", columns });

  expect(await planDueLinkChecks(db)).toBe(3);
  expect(await planDueLinkChecks(db)).toBe(3);
  expect(await waitingLooks(db)).toBe(3);
  const known = await db.select().from(urlChecks).orderBy(urlChecks.url);
  expect(known.map((one) => one.url)).toEqual([
    "https://x.example/public_one/issues",
    "https://x.example/public_two/issues",
    "https://x.example/shared",
  ]);
  for (const { id } of known) await recordLook(db, id, { outcome: "ok", httpStatus: 200, problem: null });
  expect(await planDueLinkChecks(db)).toBe(0);
  await db.update(urlChecks).set({ nextCheckAt: sql`next_check_at - interval '8 days'` });
  expect(await planDueLinkChecks(db)).toBe(3);
  await db
    .update(urlChecks)
    .set({ checkedAt: sql`now() - interval '61 days'` })
    .where(eq(urlChecks.id, known[0]?.id ?? 0));
  await forgetUnusedLinks(db);
  expect(await db.$count(urlChecks)).toBe(2);
});

test("with outbound requests off nothing is asked, and the upload is checked as ever", async () => {
  await quiet.db.delete(urlChecks);
  await quiet.work({ network: localNetwork() });
  const links = { tracker: `${site}/never`, repository: `${site}/never-either` };
  const { versionId } = await quiet.accepted(await quiet.person(), await plugin("quiet_links", links));
  expect((await quiet.settled(versionId)).status).toBe("validated");
  await waitFor("the upload's own job to end", async () => {
    const { rows } = await quiet.db.execute(sql`select 1 from graphile_worker.jobs where key = ${`links:${versionId}`}`);
    return rows.length === 0;
  });
  expect(requests).toEqual([]);
  expect(await quiet.db.$count(urlChecks)).toBe(0);
});
