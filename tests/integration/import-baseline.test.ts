import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importPeople } from "@/db/commands/import-people";
import { importPlugin as importPluginRow } from "@/db/commands/import-plugin";
import { approveVersion } from "@/db/commands/review-version";
import { listFindingsToJudge } from "@/db/queries/report-page";
import { readReport } from "@/db/queries/report-places";
import { getVersionReport } from "@/db/queries/version-report";
import { pluginEditors, plugins, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { runBackrun } from "@/scripts/backrun/run-backrun";
import { pluginZip } from "../builders/plugin-zip";
import { importPlugin } from "../helpers/import-plugin";
import { openRepository, type TestRepository } from "../helpers/repository";

const INTENDED = 'import subprocess\n\nsubprocess.run("ls " + "-l", shell=True)  # nosec B602\n';

let repository: TestRepository;
let owner: SignedIn;
beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person({ isTrusted: true });
  await repository.work();
});
afterAll(() => repository.close());

const zip = (version: string, work: string) => pluginZip({ version, files: { "work.py": work } });

test("what an imported public version hid by a comment no approver here has seen; once one has, it is known", async () => {
  await importPlugin(repository, { ownerId: owner.userId, version: "1.0", files: { "work.py": INTENDED } });
  await runBackrun(repository.db, { pollMs: 20 });
  const next = await repository.accepted(owner, zip("1.1", `${INTENDED}# moved on\n`));
  const waiting = await repository.settled(next.versionId);
  expect(waiting).toMatchObject({ status: "validated", newCriticalSuppressions: 1 });
  const unseenFor = async (viewer: SignedIn) => (await getVersionReport(repository.db, "sample_plugin", "1.1", viewer))?.unseenCritical;
  expect(await unseenFor(owner)).toBe(1);
  const { id: versionId, artifactSha256, currentScanId } = waiting;
  const looked = { versionId, artifactSha256, scanId: currentScanId as string };
  const person = await repository.person({ role: "approver" });
  expect(await approveVersion(repository.db, { person, ...looked })).toMatchObject({ ok: true });
  expect(await unseenFor(owner)).toBe(0);
  const again = await repository.accepted(owner, zip("1.1.1", `${INTENDED}# moved on again\n`));
  expect(await repository.settled(again.versionId)).toMatchObject({ status: "approved", newCriticalSuppressions: 0 });
  const more = await repository.accepted(owner, zip("1.2", `${INTENDED}subprocess.run("rm " + "-r", shell=True)  # nosec B602\n`));
  expect(await repository.settled(more.versionId)).toMatchObject({ status: "validated", newCriticalSuppressions: 1 });
}, 120_000);

test("of what is hidden an approver reads first what is new, then what no approver has seen, then the rest", async () => {
  const about = { packageName: "order_hidden", name: "Order hidden" };
  const hides = (name: string) => `def ${name}():\n    subprocess.run("${name} " + "-l", shell=True)  # nosec B602\n`;
  const code = (...names: string[]) => ({ "work.py": `import subprocess\n\n\n${names.map(hides).join("\n\n")}` });
  await importPlugin(repository, { ...about, ownerId: owner.userId, version: "1.0", files: code("known", "unseen") });
  await runBackrun(repository.db, { pollMs: 20 });
  const person = await repository.person({ role: "approver" });
  const trial = { ...about, version: "1.1", metadata: { experimental: "True" }, files: code("known") };
  const seen = await repository.settled((await repository.accepted(owner, pluginZip(trial))).versionId);
  const looked = { versionId: seen.id, artifactSha256: seen.artifactSha256, scanId: seen.currentScanId as string };
  expect(await approveVersion(repository.db, { person, ...looked })).toMatchObject({ ok: true });
  const next = { ...about, version: "1.2", files: code("known", "unseen", "fresh") };
  const waiting = await repository.settled((await repository.accepted(owner, pluginZip(next))).versionId);
  const read = await readReport(repository.db, { scanId: waiting.currentScanId as string, pluginId: waiting.pluginId });
  const { hidden } = await listFindingsToJudge(repository.db, read);
  expect(hidden.map(({ line }) => line)).toEqual([13, 9, 5]);
}, 120_000);

test("a dump that follows a mirror puts real people in the place of names, and no second import gives rights back", async () => {
  const person = { name: "jeanne", role: "user" as const, isTrusted: true, isSuspended: false, createdAt: null };
  const byName = (await importPeople(repository.db, [{ ...person, sourceKey: "name:jeanne", email: null }])).get("name:jeanne") ?? "";
  const facts = {
    id: 500,
    packageName: "moved",
    name: "Moved",
    createdAt: new Date(0),
    deletedAt: null,
    downloads: 1,
    ratingVotes: 0,
    ratingSum: 0,
  };
  const mirrored = await repository.db.transaction((tx) =>
    importPluginRow(tx, { ...facts, from: "public", editors: [{ userId: byName, role: "owner" }] }),
  );
  expect(mirrored).toMatchObject({ outcome: "added", pluginId: 500 });
  const account = { ...person, sourceKey: "account:7", email: "jeanne@example.org", role: "approver" as const };
  const real = (await importPeople(repository.db, [account])).get("account:7") ?? "";
  const dumped = { ...facts, from: "dump" as const, editors: [{ userId: real, role: "owner" as const }] };
  await repository.db.transaction((tx) => importPluginRow(tx, dumped));
  const editors = () => repository.db.select().from(pluginEditors).where(eq(pluginEditors.pluginId, 500));
  expect((await editors()).map((row) => row.userId)).toEqual([real]);
  await repository.db.delete(pluginEditors).where(and(eq(pluginEditors.pluginId, 500), eq(pluginEditors.userId, real)));
  await repository.db.transaction((tx) => importPluginRow(tx, dumped));
  expect(await editors()).toEqual([]);
  expect((await repository.db.select().from(plugins).where(eq(plugins.id, 500)))[0]?.importedFrom).toBe("dump");
  expect(await repository.db.$count(versions, eq(versions.pluginId, 500))).toBe(0);
});
