/** A catalogue of real size whose versions were judged: findings as a scan stores them, concluded by the real command. */
import { sql } from "drizzle-orm";
import { concludeScan } from "@/db/commands/conclude-scan";
import type { Db } from "@/db/context";
import { checkRuns, findings, pluginEditors, scans, users, versions } from "@/db/schema";
import { CHECKS } from "@/scanners/ruleset/rules";
import { DEFAULT_RULESET } from "@/scanners/ruleset/rulesets";
import { publicPlugins } from "@/tests/builders/public-plugins";
import { between, type Random, seededRandom } from "../../throw-away/random";
import { findingsOfVersion } from "./made-up-findings";

export interface CatalogueSize {
  plugins: number;
  versionsEach: number;
  drafts: number;
  /** Of all versions, those with 5,000 findings. */
  large: number;
}

const LARGE = 5_000;
/** Rows of eighteen columns: the protocol takes 65,535 values at a time. */
const FINDINGS_AT_A_TIME = 3_000;
const CONCLUDED_AT_ONCE = 4;

/** A few people maintain many plugins, most one or two. */
function ownerOf(pluginIndex: number, owners: readonly string[]): string {
  if (pluginIndex < 80) return owners[0] as string;
  if (pluginIndex < 200) return owners[1 + (pluginIndex % 6)] as string;
  return owners[7 + (pluginIndex % (owners.length - 7))] as string;
}

/** @returns how many findings there are */
export async function fillJudgedCatalogue(db: Db, size: CatalogueSize): Promise<number> {
  const random = seededRandom(size.plugins);
  const owners = await addOwners(db, Math.ceil(size.plugins / 2));
  const sha256 = "a".repeat(64);
  const rows = await publicPlugins(db, { ownerId: owners[0] as string, plugins: size.plugins, versionsEach: size.versionsEach });
  await spreadOwners(db, owners);
  await db.execute(sql`update versions set effective_verdict = null`);
  const drafts = await addDrafts(db, size.drafts, sha256);
  const all = [...rows.map(({ versionId }) => versionId), ...drafts];
  const every = Math.max(1, Math.floor(all.length / Math.max(1, size.large)));
  let count = 0;
  for (let first = 0; first < all.length; first += CONCLUDED_AT_ONCE) {
    const part = all.slice(first, first + CONCLUDED_AT_ONCE);
    const added = await Promise.all(
      part.map((versionId, index) => judge(db, random, versionId, (first + index) % every === every - 1 ? LARGE : usual(random))),
    );
    count += added.reduce((sum, one) => sum + one, 0);
  }
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  await db.execute(sql`vacuum analyze`);
  return count;
}

/** 20 to 500, most of them few. */
const usual = (random: Random): number => 20 + Math.floor(480 * random() ** 4);

async function addOwners(db: Db, count: number): Promise<string[]> {
  const rows = await db
    .insert(users)
    .values(Array.from({ length: count }, (_, index) => ({ email: `owner${index}@example.org`, emailVerifiedAt: new Date() })))
    .returning({ id: users.id });
  return rows.map(({ id }) => id);
}

async function spreadOwners(db: Db, owners: readonly string[]): Promise<void> {
  const editors = await db.select().from(pluginEditors).orderBy(pluginEditors.pluginId);
  const pairs = editors.map(({ pluginId }, index) => ({ plugin: pluginId, owner: ownerOf(index, owners) }));
  await db.execute(sql`
    update plugin_editors e set user_id = p.owner from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p(plugin int, owner uuid)
    where p.plugin = e.plugin_id`);
  await db.execute(sql`update versions v set uploaded_by = e.user_id from plugin_editors e where e.plugin_id = v.plugin_id`);
}

async function addDrafts(db: Db, count: number, sha256: string): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    insert into versions (plugin_id, version, artifact_sha256, status, metadata, is_experimental, qgis_minimum, qgis_maximum, uploaded_by, uploaded_via)
    select plugin_id, '99.1', ${sha256}, 'validating', metadata, is_experimental, qgis_minimum, qgis_maximum, uploaded_by, 'web'
    from (select distinct on (plugin_id) * from versions order by plugin_id, id) v order by plugin_id desc limit ${count} returning id`);
  return rows.map(({ id }) => id);
}

async function judge(db: Db, random: Random, versionId: number, count: number): Promise<number> {
  const [version] = await db.select().from(versions).where(sql`id = ${versionId}`);
  if (!version) throw new Error(`no version ${versionId}`);
  const [scan] = await db
    .insert(scans)
    .values({
      kind: version.status === "validating" ? "upload" : "backrun",
      versionId,
      pluginId: version.pluginId,
      artifactSha256: version.artifactSha256,
      rulesetDigest: DEFAULT_RULESET.digest,
      engineVersion: "bench",
    })
    .returning({ id: scans.id });
  const scanId = (scan as { id: string }).id;
  if (version.status === "validating") await db.update(versions).set({ currentScanId: scanId }).where(sql`id = ${versionId}`);
  await db.insert(checkRuns).values(
    CHECKS.map(({ id: checkId, pass }) => ({
      ...{ scanId, checkId, pass, state: "finished" as const, finishedAt: new Date(), durationMs: between(random, 5, 900) },
      ...(checkId === "coverage"
        ? { coverage: { filesAnalysed: 40, filesNotAnalysed: 0, bytesAnalysed: 300_000, bytesNotAnalysed: 0 } }
        : {}),
    })),
  );
  const found = findingsOfVersion(random, version.pluginId, count).map((one) => ({ ...one, scanId }));
  for (let first = 0; first < found.length; first += FINDINGS_AT_A_TIME)
    await db.insert(findings).values(found.slice(first, first + FINDINGS_AT_A_TIME));
  const done = await concludeScan(db, scanId);
  if (done !== "concluded") throw new Error(`scan ${scanId}: ${done}`);
  return found.length;
}
