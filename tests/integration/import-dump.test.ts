import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEmptyDatabase } from "../helpers/database";
import { type OldSite, openOldSite, runImport } from "../helpers/old-site";
import { openRepository, type TestRepository } from "../helpers/repository";

const SIZE = { plugins: 30, versions: 120, largePackages: 1 };

let repository: TestRepository;
let site: OldSite;
beforeAll(async () => {
  repository = await openRepository();
  site = await openOldSite(SIZE);
}, 60_000);
afterAll(async () => {
  await repository.close();
  await site.remove();
});

const count = async (from: string): Promise<number> =>
  Number((await repository.db.execute<{ n: string }>(sql.raw(`select count(*) as n from ${from}`))).rows[0]?.n);

/** Everything that an import writes, as one text; generated keys left out. */
async function contents(): Promise<string> {
  const parts: string[] = [];
  for (const table of [
    "users",
    "imported_people",
    "plugin_editors",
    "versions",
    "artifacts",
    "version_feedback",
    "version_events",
    "scans",
  ]) {
    const { rows } = await repository.db.execute<{ all: string }>(
      sql.raw(`select md5(string_agg(t::text, '|' order by t::text)) as all from ${table} t`),
    );
    parts.push(`${table} ${rows[0]?.all}`);
  }
  const { rows } = await repository.db.execute<{ all: string }>(
    sql.raw("select md5(string_agg(p::text, '|' order by id)) as all from plugins p"),
  );
  return [...parts, `plugins ${rows[0]?.all}`].join("\n");
}

test("killed three times on the way and started again: nothing is lost, nothing doubled, and both feeds are equal", async () => {
  for (const versions of [1, 30, 70]) {
    const run = site.importInto(repository);
    while ((await count("versions")) < versions) {
      await sleep(10);
      if (run.child.exitCode !== null) throw new Error((await run.ended).output);
    }
    run.child.kill("SIGKILL");
    await run.ended;
    expect(await count("versions"), "it was killed on the way").toBeLessThan(SIZE.versions);
  }
  const { code, output } = await site.importInto(repository, "--verify").ended;
  expect(output).toContain("the same here");
  expect(code, output).toBe(0);
  expect(await count("plugins")).toBe(SIZE.plugins);
  expect(await count("versions")).toBe(SIZE.versions);
  expect(await count("version_events")).toBe(SIZE.versions);
  expect(await count("(select distinct version_id from version_events) e")).toBe(SIZE.versions);
}, 180_000);

test("a second whole run changes nothing", async () => {
  const before = await contents();
  const { code, output } = await site.importInto(repository, "--verify").ended;
  expect(code, output).toBe(0);
  expect(await contents()).toBe(before);
}, 60_000);

test("--verify names a difference and ends with 1", async () => {
  await repository.db.execute(sql`update versions set metadata = metadata || '{"name": "Other"}' where plugin_id = 1`);
  const { code, output } = await site.importInto(repository, "--only-verify").ended;
  expect(code).toBe(1);
  expect(output).toMatch(/plugin_1\.[\d.]+\.zip: name is Plugin 1 there, Other here/);
}, 60_000);

test("what is no dump of the site is said in words", async () => {
  const empty = await createEmptyDatabase();
  const { code, output } = await runImport(repository, "dump", empty.url, "--media", site.media).ended;
  expect(code).toBe(1);
  expect(output).toContain("it has no table auth_user");
  await empty.drop();
}, 60_000);
