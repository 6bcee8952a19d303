/** Mechanical fixes for what a scan found: made by the worker when an editor asks, with what a scan of the result says. */
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acknowledgeFinding } from "@/db/commands/decide-finding";
import { removeExpiredRows } from "@/db/commands/remove-expired-rows";
import { requestPatch } from "@/db/commands/request-patch";
import { getPatchedVersion, getRemaining } from "@/db/queries/patch";
import { findings, patches, pluginEditors, scans, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CLEAN, pluginZip } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";
import { waitFor } from "../helpers/wait-for";

/** A hash that blocks, a loader and a request that warn, and a shell that no machine mends. */
const CODE = `import hashlib
import subprocess

import requests
import yaml


def go(stream, command):
    yaml.load(stream)
    requests.get("https://example.org")
    subprocess.Popen(command, shell=True)
    return hashlib.md5(stream).hexdigest()
`;

let repository: TestRepository;
let owner: SignedIn;
let counter = 0;
beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
  await repository.work();
}, 60_000);
afterAll(() => repository.close());

async function uploaded(code: string, qgisMinimumVersion = "3.40") {
  counter += 1;
  const plugin = { packageName: `patched_${counter}`, name: `Patched ${counter}` };
  const { versionId, pluginId } = await repository.accepted(owner, pluginZip(code, { ...plugin, metadata: { qgisMinimumVersion } }));
  await repository.settled(versionId);
  return { ...plugin, versionId, pluginId };
}
const ask = async (person: SignedIn, versionId: number) => {
  const asked = await requestPatch(repository.db, { person, versionId });
  return asked.ok ? "ok" : asked.error.code;
};
const look = (packageName: string, person = owner) => getPatchedVersion(repository.db, person, packageName, "1.0.0");
const made = (packageName: string) =>
  waitFor("the patch and its scan", async () => {
    const found = await look(packageName);
    if (!found?.patch || found.patch.state === "preparing") return null;
    if (found.patch.state !== "made") return { ...found, patch: found.patch, remaining: null };
    const remaining = await getRemaining(repository.db, found.patch, found.pluginId);
    return remaining && { ...found, patch: found.patch, remaining };
  });

test("what a machine can mend is mended, and a scan of the result says what remains", async () => {
  const { packageName, versionId } = await uploaded(CODE);
  expect((await look(packageName))?.patch).toBeNull();
  expect((await look(packageName))?.fixable).toBe(3);
  expect(await ask(owner, versionId)).toBe("ok");
  const { patch, reason, remaining } = await made(packageName);
  expect(patch.fixes.map(({ id, findings: count }) => [id, count])).toEqual([
    ["yaml-safe-load", 1],
    ["hash-not-for-security", 1],
    ["request-timeout", 1],
  ]);
  const diff = patch.diff?.toString() ?? "";
  expect(diff).toContain('-    yaml.load(stream)\n-    requests.get("https://example.org")\n+    yaml.safe_load(stream)\n');
  expect(diff).toContain("+    return hashlib.md5(stream, usedforsecurity=False).hexdigest()\n");
  expect(remaining?.mustFix.map(({ ruleId }) => ruleId)).toEqual(["bandit/B602"]);
  const sum = ({ critical, warning }: { critical: number; warning: number }) => critical + warning;
  expect(sum(remaining?.reason.open ?? { critical: 0, warning: 0 })).toBe(sum(reason?.open ?? { critical: 0, warning: 0 }) - 3);
  // Nothing of it is a version's, and nothing changed about the version.
  const [scan] = await repository.db
    .select()
    .from(scans)
    .where(eq(scans.id, patch.patchedScanId ?? ""));
  expect(scan).toMatchObject({ kind: "dry-run", versionId: null });
  expect((await repository.version(versionId)).artifactSha256).not.toBe(patch.artifactSha256);
  // Asked again, it is the same one.
  expect(await ask(owner, versionId)).toBe("ok");
  expect((await look(packageName))?.patch?.patchId).toBe(patch.patchId);
  expect(await repository.db.$count(patches, eq(patches.versionId, versionId))).toBe(1);
});

test("what somebody keeps knowingly is not touched", async () => {
  const { packageName, versionId } = await uploaded('import requests\n\nrequests.get("https://example.org")\n');
  const { currentScanId } = await repository.version(versionId);
  const rows = await repository.db
    .select()
    .from(findings)
    .where(eq(findings.scanId, currentScanId ?? ""));
  const finding = rows.find(({ ruleId }) => ruleId === "bandit/B113");
  expect((await look(packageName))?.fixable).toBe(1);
  const kept = await acknowledgeFinding(repository.db, { person: owner, versionId, findingId: finding?.id ?? 0, reason: "Meant so." });
  expect(kept.ok).toBe(true);
  expect((await look(packageName))?.fixable).toBe(0);
  expect(await ask(owner, versionId)).toBe("ok");
  expect((await made(packageName)).patch.state).toBe("nothing");
});

test("a call that the plugin's oldest QGIS would not know is not offered", async () => {
  const { packageName, versionId } = await uploaded("import hashlib\n\nhashlib.md5(b'')\n", "3.16");
  await ask(owner, versionId);
  expect((await made(packageName)).patch.state).toBe("nothing");
});

test("a patch is its plugin's editors' alone", async () => {
  const { packageName, versionId, pluginId } = await uploaded(CODE);
  const helper = await repository.person();
  await repository.db.insert(pluginEditors).values({ pluginId, userId: helper.userId, role: "collaborator" });
  const others = [
    await repository.person(),
    await repository.person({ role: "approver" }),
    await repository.person({ role: "admin" }),
    await repository.person({ isSuspended: true }),
  ];
  for (const person of others) {
    expect(await ask(person, versionId)).toBe("not-found");
    expect(await look(packageName, person)).toBeNull();
  }
  expect(await ask(helper, versionId)).toBe("ok");
  expect(await look(packageName, helper)).not.toBeNull();
});

test("while the checks run there is nothing to answer", async () => {
  const { versionId } = await uploaded(CLEAN);
  await repository.db
    .update(versions)
    .set({ status: "validating", effectiveVerdict: null, effectiveReason: null })
    .where(eq(versions.id, versionId));
  expect(await ask(owner, versionId)).toBe("conflict");
});

test("it is gone after a week, with its scan and its file; a file of its own keeps a version", async () => {
  const { packageName, versionId } = await uploaded(CODE);
  await ask(owner, versionId);
  const { patch } = await made(packageName);
  await removeExpiredRows(repository.db);
  expect((await look(packageName))?.patch).not.toBeNull();
  await repository.db.update(patches).set({ expiresAt: sql`now() - interval '1 minute'` }).where(eq(patches.id, patch.patchId));
  expect((await look(packageName))?.patch).toBeNull();
  await removeExpiredRows(repository.db);
  expect(await repository.db.$count(scans, eq(scans.id, patch.patchedScanId ?? ""))).toBe(0);
  expect(await repository.version(versionId)).toMatchObject({ status: "blocked" });
});
