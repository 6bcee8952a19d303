import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { and, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { markEmailVerified, registerPerson } from "@/db/commands/sign-in";
import { downloadsByPlugin } from "@/db/queries/download-counts";
import { FeedDocuments } from "@/db/queries/feed-documents";
import { getReviewQueue } from "@/db/queries/review-queue";
import { listVersionFeedback } from "@/db/queries/version-feedback";
import { emails, pluginEditors, scans, users, versions } from "@/db/schema";
import { isReachable } from "@/lib/domain/reachable-address";
import { ACCOUNTS } from "@/scripts/import/rehearsal/site-people";
import { pluginZip } from "../builders/plugin-zip";
import { type OldSite, openOldSite } from "../helpers/old-site";
import { openRepository, type TestRepository } from "../helpers/repository";
import { waitFor } from "../helpers/wait-for";

const SIZE = { plugins: 30, versions: 120, largePackages: 0 };

let repository: TestRepository;
let site: OldSite;
/** A draft whose uploader asked there to skip the rule on scripts, and has one. */
let skipping: number;
beforeAll(async () => {
  repository = await openRepository();
  site = await openOldSite(SIZE);
  skipping = await draftThatSkips();
  const { code, output } = await site.importInto(repository).ended;
  expect(code, output).toBe(0);
}, 60_000);
afterAll(async () => {
  await repository.close();
  await site.remove();
});

async function draftThatSkips(): Promise<number> {
  const [draft] = await site.query<{ id: number; package: string; name: string }>(
    "select v.id, v.package, p.package_name as name from plugins_pluginversion v join plugins_plugin p on p.id = v.plugin_id where not approved order by v.id limit 1",
  );
  if (!draft) throw new Error("the site has no draft");
  await writeFile(join(site.media, draft.package), pluginZip({ packageName: draft.name, files: { "build.sh": "#!/bin/sh\nls\n" } }));
  await site.query(`delete from plugins_pluginversionsecurityruleskip where plugin_version_id = ${draft.id}`);
  await site.query(`insert into plugins_pluginversionsecurityruleskip (id, skipped_on, reason, plugin_version_id, security_rule_id)
    select 100000, now(), '', ${draft.id}, id from plugins_securityrule where check_code = 'FILE_SUSPICIOUS'`);
  return draft.id;
}

test("ids are kept, and new ones begin above them", async () => {
  const rows = await site.query<{ id: number; plugin_id: number; approved: boolean }>(
    "select id, plugin_id, approved from plugins_pluginversion order by id",
  );
  const here = await repository.db.select().from(versions).orderBy(versions.id);
  expect(here.map((row) => [row.id, row.pluginId])).toEqual(rows.map((row) => [row.id, row.plugin_id]));
  expect(here.map((row) => row.status === "approved" && row.basis === "imported")).toEqual(rows.map((row) => row.approved));
  const owner = await repository.person();
  const { versionId } = await repository.accepted(owner, pluginZip({ packageName: "uploaded_later", name: "Uploaded later" }));
  expect(versionId).toBeGreaterThan(SIZE.versions);
  expect((await repository.version(versionId)).pluginId).toBeGreaterThan(SIZE.plugins);
});

test("people keep what they could do, and an address that is nobody's or several people's gives it to nobody", async () => {
  const people = new Map((await repository.db.select().from(users)).map((row) => [row.name, row]));
  const person = (key: keyof typeof ACCOUNTS) => {
    const row = people.get(`person_${ACCOUNTS[key]}`);
    return row && { role: row.role, isTrusted: row.isTrusted, isSuspended: row.suspendedAt !== null, isReachable: isReachable(row.email) };
  };
  const nobody = { role: "user", isTrusted: false, isSuspended: false, isReachable: false };
  expect(person("superuser")).toMatchObject({ role: "admin", isTrusted: true, isReachable: true });
  expect(person("staff")).toMatchObject({ role: "approver", isTrusted: false });
  expect(person("trusted")).toMatchObject({ role: "user", isTrusted: true });
  expect(person("trustedByGroup")).toMatchObject({ role: "user", isTrusted: true });
  expect(person("otherApplication")).toMatchObject({ role: "user", isTrusted: false });
  expect(person("inactive")).toMatchObject({ role: "user", isSuspended: true });
  expect(person("inactiveStaff")).toMatchObject({ role: "user", isTrusted: false, isSuspended: true });
  expect(person("sharedAddress")).toEqual(nobody);
  expect(person("sharedAddressToo")).toEqual(nobody);
  expect(person("withoutAddress")).toEqual(nobody);
  for (const row of people.values()) if (row.name.startsWith("person_")) expect(row.emailVerifiedAt, row.name).toBeNull();
});

test("whoever proves an address is the person that had it", async () => {
  const person = await registerPerson(repository.db, { email: "person.3@EXAMPLE.org", name: "Other name", image: null });
  expect(person.name).toBe("person_3");
  expect((await markEmailVerified(repository.db, person.userId)).emailVerifiedAt).not.toBeNull();
  const rows = await site.query("select id from plugins_plugin where created_by_id = 3 order by id");
  const own = await repository.db.select().from(pluginEditors).where(eq(pluginEditors.userId, person.userId));
  expect(own.filter((row) => row.role === "owner").map((row) => row.pluginId)).toEqual(rows.map((row) => row.id));
});

test("creators own, owners collaborate, and nobody else edits", async () => {
  const rows =
    await site.query(`select p.id as plugin, u.username as name, 'owner' as role from plugins_plugin p join auth_user u on u.id = p.created_by_id
    union select o.plugin_id, u.username, 'collaborator' from plugins_plugin_owners o join auth_user u on u.id = o.user_id`);
  const here = await repository.db
    .select({ plugin: pluginEditors.pluginId, name: users.name, role: pluginEditors.role })
    .from(pluginEditors)
    .innerJoin(users, eq(users.id, pluginEditors.userId))
    .where(lte(pluginEditors.pluginId, SIZE.plugins));
  const sorted = (list: object[]) => list.map((row) => JSON.stringify(row)).sort();
  expect(sorted(here)).toEqual(sorted(rows));
});

test("downloads, votes, tags, uploader and the number that people know reach the feed", async () => {
  const rows = await site.query<{ downloads: number; rating_votes: number; tags: string }>(
    `select downloads, rating_votes, (select string_agg(t.name, ',' order by i.id) from taggit_taggeditem i join taggit_tag t on t.id = i.tag_id where i.object_id = p.id) as tags
     from plugins_plugin p where id = 6`,
  );
  const [there] = rows;
  const document = await new FeedDocuments(repository.db, repository.env.publicUrl).get({
    qgis: null,
    stableOnly: false,
    packageName: "plugin_6",
  });
  const xml = gunzipSync(document.gzip).toString();
  const texts = (element: string) =>
    [...xml.matchAll(new RegExp(`<${element}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${element}>`, "g"))].map((match) => match[1]);
  expect(texts("downloads").length).toBeGreaterThan(0);
  expect(new Set(texts("downloads"))).toEqual(new Set([String(there?.downloads)]));
  expect(new Set(texts("rating_votes"))).toEqual(new Set([String(there?.rating_votes)]));
  expect(new Set(texts("average_vote"))).toEqual(new Set([there?.rating_votes ? "4.000" : "0.000"]));
  expect(new Set(texts("tags"))).toEqual(new Set([there?.tags]));
  expect(texts("uploaded_by").every((name) => /^person_\d+$/.test(name ?? ""))).toBe(true);
  const [downloads] = await repository.db
    .select({ n: downloadsByPlugin(repository.db).downloads })
    .from(downloadsByPlugin(repository.db))
    .where(sql`plugin_id = 6`);
  expect(downloads?.n).toBe(there?.downloads);
});

test("reviewers' remarks come with who wrote them and whether they are done", async () => {
  const remarks = [...(await listVersionFeedback(repository.db, 23)), ...(await listVersionFeedback(repository.db, 46))];
  expect(remarks).toMatchObject([
    { id: 23, text: "Please say in the docs what version 23 needs.", authorName: "person_2", completedAt: expect.any(Date) },
    { id: 46, completedAt: null },
  ]);
});

test("rule skips come as requests under the rules' names here; a rule that nothing here reports is left out", async () => {
  const rows = await site.query<{ id: number; code: string }>(
    "select s.plugin_version_id as id, r.check_code as code from plugins_pluginversionsecurityruleskip s join plugins_securityrule r on r.id = s.security_rule_id order by 1",
  );
  const names: Record<string, string[]> = {
    B101: ["bandit/B101"],
    E501: [],
    FILE_SUSPICIOUS: ["files/executable-content", "files/script"],
    B109: [],
  };
  expect(rows.length).toBeGreaterThan(3);
  for (const { id, code } of rows) expect((await repository.version(id)).requestedSkips, code).toEqual(names[code]);
});

test("a draft is scanned, waits for a person although its owner is trusted, and nobody gets a mail", async () => {
  const drafts = await repository.db.select().from(versions).where(eq(versions.status, "validating"));
  const imported = drafts.filter((row) => row.uploadedVia === "import");
  expect(imported.length).toBeGreaterThan(0);
  await repository.db.update(users).set({ isTrusted: true });
  const mails = await repository.db.$count(emails, isNotNull(emails.versionId));
  await repository.work();
  for (const { id } of imported) {
    const row = await repository.settled(id);
    expect(["validated", "inconclusive"]).toContain(row.status);
    expect(row.waitsBecause).toMatch(/was not public|archive was refused/);
  }
  const sent = await repository.db
    .select()
    .from(emails)
    .where(
      inArray(
        emails.versionId,
        imported.map((row) => row.id),
      ),
    );
  expect(sent).toEqual([]);
  expect(await repository.db.$count(emails, isNotNull(emails.versionId))).toBeGreaterThanOrEqual(mails);
}, 120_000);

test("what a draft asked to skip counts as acknowledged once it is scanned", async () => {
  expect(await repository.version(skipping)).toMatchObject({
    status: "validated",
    effectiveVerdict: "passed",
    effectiveReason: { acknowledged: 1 },
  });
});

test("a refused archive stays public and stands under Needs a decision with the reason", async () => {
  const refused = (await repository.db.select().from(versions).where(eq(versions.status, "approved"))).filter(
    (row) => row.waitsBecause !== null,
  );
  expect(refused.map((row) => row.effectiveVerdict)).toEqual(["inconclusive"]);
  const [row] = refused;
  const approver = await repository.person({ role: "approver" });
  const queue = await getReviewQueue(repository.db, approver, { list: "needs-decision", sort: "oldest", page: 1 });
  expect(queue?.rows.find((one) => one.versionId === row?.id)).toMatchObject({
    reasons: ["public-not-clean"],
    waitsBecause: expect.stringContaining("Its archive was refused"),
  });
  expect(row?.packageWarnings.length).toBeGreaterThan(0);
  const scan = await waitFor("the scan of the refused archive", async () => {
    const [found] = await repository.db
      .select()
      .from(scans)
      .where(and(eq(scans.versionId, row?.id ?? 0), isNotNull(scans.verdict)));
    return found ?? null;
  });
  expect(scan.verdict).toBe("inconclusive");
  expect(new Set(scan.verdictReason?.errored.map((one) => one.code))).toEqual(new Set(["archive-refused"]));
  expect((await repository.version(row?.id ?? 0)).status).toBe("approved");
}, 60_000);
