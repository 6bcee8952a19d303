import { rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { registerPerson } from "@/db/commands/sign-in";
import { pluginEditors, plugins, versions } from "@/db/schema";
import { pluginZip } from "../builders/plugin-zip";
import { type OldSite, openOldSite } from "../helpers/old-site";
import { openRepository, type TestRepository } from "../helpers/repository";

const SIZE = { plugins: 30, versions: 120, largePackages: 0 };

let other: TestRepository;
let site: OldSite;
beforeAll(async () => {
  site = await openOldSite(SIZE);
}, 60_000);
beforeEach(async () => {
  other = await openRepository();
});
afterEach(() => other.close());
afterAll(() => site.remove());

test("a missing file is told, and its version comes when the file does", async () => {
  const lost = (
    await site.query<{ id: number; package: string; name: string }>(
      "select v.id, v.package, p.package_name as name from plugins_pluginversion v join plugins_plugin p on p.id = v.plugin_id where v.id = 10",
    )
  )[0];
  if (!lost) throw new Error("no version 10");
  await rename(join(site.media, lost.package), join(site.media, "away"));
  const first = await site.importInto(other).ended;
  expect(first.output).toContain(`the file ${lost.package} is missing; not imported`);
  expect(await other.db.$count(versions)).toBe(SIZE.versions - 1);
  await rename(join(site.media, "away"), join(site.media, lost.package));
  await site.importInto(other).ended;
  expect((await other.version(10)).uploadedVia).toBe("import");
  expect(await other.db.$count(versions)).toBe(SIZE.versions);
}, 60_000);

test("what was uploaded here is left alone, and a name that somebody else took here is told", async () => {
  const squatter = await other.person();
  const owner = await registerPerson(other.db, { email: "person.1@example.org", name: "", image: null });
  const rows = await site.query<{ id: number; package_name: string; created_by_id: number }>(
    "select id, package_name, created_by_id from plugins_plugin order by id",
  );
  const [own, foreign] = [rows.find((row) => row.created_by_id === 1), rows.find((row) => row.created_by_id !== 1)];
  if (!own || !foreign) throw new Error("the site has no such plugins");
  await other.accepted({ ...squatter, userId: owner.userId }, pluginZip({ packageName: own.package_name, name: "Mine", version: "1.0" }));
  await other.accepted(squatter, pluginZip({ packageName: foreign.package_name, name: "Taken", version: "77" }));
  const { output } = await site.importInto(other).ended;
  expect(output).toContain(`${own.package_name} 1.0: was uploaded here and is left alone`);
  expect(output).toContain(`${foreign.package_name}: somebody else began a plugin with this package name here: not imported`);
  const [taken] = await other.db.select().from(plugins).where(eq(plugins.packageName, foreign.package_name));
  expect(await other.db.$count(versions, eq(versions.pluginId, taken?.id ?? 0))).toBe(1);
  expect(await other.db.$count(pluginEditors, eq(pluginEditors.pluginId, taken?.id ?? 0))).toBe(1);
}, 60_000);

test("a path out of the media folder is not followed", async () => {
  const outside = `${site.media}-outside.zip`;
  await writeFile(outside, pluginZip());
  await site.query(`update plugins_pluginversion set package = '../${basename(outside)}' where id = 11`);
  const { output } = await site.importInto(other).ended;
  expect(output).toContain("leads out of the folder; not imported");
  expect(await other.db.$count(versions, eq(versions.id, 11))).toBe(0);
  await rm(outside);
}, 60_000);
