/** Rules change again and again: what each change derived is thinned out once nothing stands on it, and nothing else is. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { changeRules } from "@/db/commands/change-rule";
import { acknowledgeFinding } from "@/db/commands/decide-finding";
import { sealAudit } from "@/db/commands/seal-audit";
import { thinScans } from "@/db/commands/thin-scans";
import { getRolloutState } from "@/db/queries/ruleset-rollout";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { verifyAudit } from "@/db/queries/verify-audit";
import { getVersionReport } from "@/db/queries/version-report";
import { checkRuns, findingMemory, findings, scans } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { RuleSetting } from "@/scanners/ruleset/change-rule";
import { BARE_EXCEPT, pluginZip } from "@/tests/builders/findings";
import { askApi } from "@/tests/helpers/api";
import { openStaffedRepository, type StaffedRepository } from "@/tests/helpers/staffed-repository";
import { waitFor } from "@/tests/helpers/wait-for";

let scene: StaffedRepository;
let repository: StaffedRepository["repository"];
let owner: SignedIn;
let admin: SignedIn;

beforeAll(async () => {
  scene = await openStaffedRepository();
  ({ repository, owner, admin } = scene);
}, 60_000);
afterAll(() => repository.close());

const sent = (packageName: string, version = "1.0") => scene.checked(pluginZip(BARE_EXCEPT, { packageName, name: packageName, version }));

/** A change that concerns no finding here: everything is derived, and no verdict turns. */
async function rollOut(setting: RuleSetting) {
  const { digest: expectedDigest } = await requireActiveRuleset(repository.db);
  const changes = [{ ruleId: "bandit/B602", setting }];
  const done = await changeRules(repository.db, { person: admin, changes, note: "for this test", expectedDigest });
  if (!done.ok) throw new Error(done.error.message);
  const { digest } = await requireActiveRuleset(repository.db);
  await waitFor("all verdicts to follow", async () => {
    const { behind, scanning } = await getRolloutState(repository.db, digest);
    return behind + scanning === 0;
  });
}

type Version = Awaited<ReturnType<typeof sent>>;
const scanIdOf = async ({ id }: Version) => (await repository.version(id)).currentScanId as string;

const approve = async (version: Version) => scene.approve({ ...version, currentScanId: await scanIdOf(version) });

async function acknowledge(version: Version) {
  const [finding] = await repository.db
    .select()
    .from(findings)
    .where(eq(findings.scanId, await scanIdOf(version)));
  const word = { reason: "Read again.", reasonKind: "intended", scope: "place" } as const;
  const done = await acknowledgeFinding(repository.db, { person: owner, versionId: version.id, findingId: finding?.id ?? 0, ...word });
  if (!done.ok) throw new Error(done.error.message);
}

const rowsOf = async (scanId: string) => ({
  findings: await repository.db.$count(findings, eq(findings.scanId, scanId)),
  runs: await repository.db.$count(checkRuns, eq(checkRuns.scanId, scanId)),
  remembered: await repository.db.$count(findingMemory, eq(findingMemory.scanId, scanId)),
});
const asOwner = async (scanId: string, part = "") => askApi(repository, `/api/v1/scans/${scanId}${part}`, { as: owner });
const storedScan = async (scanId: string) => (await repository.db.select().from(scans).where(eq(scans.id, scanId)))[0];

it("what nothing stands on loses its details after its time; current, approved, decided and compared scans and those of the file keep theirs", async () => {
  const [published, approved, decided] = [await sent("published"), await sent("approved"), await sent("decided")];
  const compared = await sent("compared");
  await approve(published);
  await approve(compared);
  const ofFile = await scanIdOf(published);
  await rollOut("warning");
  await approve(approved);
  await acknowledge(decided);
  const later = await sent("compared", "1.1");
  const [old, wasApproved, wasDecided] = [await scanIdOf(published), await scanIdOf(approved), await scanIdOf(decided)];
  const wasCompared = await scanIdOf(compared);
  await rollOut("info");
  const remembering = await scanIdOf(later);
  expect(await rowsOf(remembering)).toMatchObject({ findings: 1, remembered: 1 });
  await rollOut("warning");
  const current = await scanIdOf(published);
  const middle = await repository.db.select().from(scans).where(eq(scans.derivedFrom, wasApproved));
  const before = await storedScan(old);
  expect(before).toMatchObject({ derivedFrom: ofFile, verdict: "advisory" });
  const whole = await rowsOf(old);
  expect(whole.findings).toBe(1);
  expect((await asOwner(old)).status).toBe(200);
  expect(await thinScans(repository.db)).toBe(0);

  expect(await thinScans(repository.db, 0)).toBe(5);
  expect(await thinScans(repository.db, 0)).toBe(0);
  for (const scanId of [old, middle[0]?.id as string, remembering])
    expect(await rowsOf(scanId)).toEqual({ findings: 0, runs: 0, remembered: 0 });
  for (const scanId of [ofFile, wasApproved, wasDecided, wasCompared, current]) {
    expect(await rowsOf(scanId)).toEqual(whole);
    expect((await asOwner(scanId, "/findings")).body.items).toHaveLength(1);
  }
  // What was decided, and by which rules, is still known; nobody is shown an empty report.
  expect(await storedScan(old)).toEqual({ ...before, thinnedAt: expect.any(Date) });
  for (const part of ["", "/findings", "/sarif"]) expect((await asOwner(old, part)).status).toBe(404);
  expect(await getVersionReport(repository.db, "published", "1.0", owner)).toMatchObject({ scan: { scanId: current }, access: "report" });
  await sealAudit(repository.db);
  expect((await verifyAudit(repository.db)).problem).toBeNull();

  // Rules go on from what is left.
  await rollOut("info");
  expect(await rowsOf(await scanIdOf(published))).toEqual(whole);
});
