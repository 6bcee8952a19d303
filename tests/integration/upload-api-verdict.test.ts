/** Uploads by token: once the checks have ended. */
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { approveVersion } from "@/db/commands/review-version";
import { versions } from "@/db/schema";
import { BARE_EXCEPT, SHELL } from "../builders/findings";
import { tokenFor } from "../helpers/token-client";
import { openUploadScene, zipOf } from "../helpers/upload-scene";

const { repository, plugin, send, expectRefused } = await openUploadScene();
afterAll(() => repository.close());

describe("a version that was published", () => {
  it("is never replaced: 401 with detail for its own address, 400 for a new version of the same number", async () => {
    const { token, versionId } = await plugin("api_published");
    await repository.work();
    const { currentScanId, artifactSha256 } = await repository.settled(versionId);
    const approver = await repository.person({ role: "approver" });
    const decision = { person: approver, versionId, scanId: currentScanId as string, artifactSha256 };
    expect((await approveVersion(repository.db, decision)).ok).toBe(true);
    const zip = zipOf("api_published", "1.0.0", "CHANGED = 1\n");
    const update = await expectRefused({ packageName: "api_published", version: "1.0.0", token, zip }, 401);
    expect(update.body.detail).toContain("1.0.0");
    const add = await send({ packageName: "api_published", token, zip });
    expect(add).toMatchObject({ status: 400, body: { success: false, errors: { version: [expect.stringContaining("1.0.0")] } } });
    expect(add.reason).toContain("already published");
    await expectRefused({ packageName: "api_published", version: "7.7.7", token, zip }, 404);
    expect((await repository.version(versionId)).artifactSha256).toBe(artifactSha256);
  });
});

describe("the verdict, when a client waits for it", () => {
  it("passed: 201; blocked: 422 with what was found; and the version stays unpublished", async () => {
    await repository.work();
    const { token } = await plugin("api_waits");
    const wait = { packageName: "api_waits", token, query: "?wait=20" };
    const clean = await send({ ...wait, zip: zipOf("api_waits", "2.0.0") });
    expect(clean).toMatchObject({
      status: 201,
      body: { success: true, validation_status: "validated", verdict: "passed", approved: false },
    });

    const blocked = await send({ ...wait, zip: zipOf("api_waits", "2.1.0", SHELL + BARE_EXCEPT) });
    expect(blocked.status).toBe(422);
    expect(blocked.reason).toMatch(/^Blocked: bandit\/B602 at api_waits\/extra\.py:5, 1 critical in all$/);
    expect(blocked.body).toMatchObject({ success: false, verdict: "blocked", validation_status: "blocked", version: "2.1.0" });
    expect(blocked.body.findings[0]).toMatchObject({
      rule: "bandit/B602",
      severity: "critical",
      path: "api_waits/extra.py",
      line: 5,
      docs: "http://127.0.0.1:3000/docs/security-scanning/rules/bandit/B602",
    });
    expect(blocked.body.errors.security_scan[0]).toContain("bandit/B602 api_waits/extra.py:5");
    const rows = await repository.db.select().from(versions).where(eq(versions.id, blocked.body.version_id));
    expect(rows).toMatchObject([{ status: "blocked" }]);
  });

  it("a trusted author's clean version is public when the answer comes, if they asked for it", async () => {
    await repository.work();
    const owner = await repository.person({ isTrusted: true });
    const token = await tokenFor(repository, owner);
    const upload = { packageName: "api_trusted", token, query: "?wait=20" };
    const waits = await send({ ...upload, zip: zipOf("api_trusted", "1.0.0") });
    expect(waits.body).toMatchObject({ approved: false, approval_message: expect.stringContaining("auto_approve_after_scan") });
    const published = await send({ ...upload, zip: zipOf("api_trusted", "1.1.0"), fields: [["auto_approve_after_scan", "on"]] });
    expect(published.body).toMatchObject({ approved: true, verdict: "passed", message: expect.stringContaining("public") });
  });
});

describe("rules that a client asks to skip", () => {
  it("are acknowledged without a reason where they only warn, and still block where they are critical", async () => {
    await repository.work();
    const { token } = await plugin("api_skips");
    const upload = { packageName: "api_skips", token, query: "?wait=20" };
    const advisory = await send({ ...upload, zip: zipOf("api_skips", "2.0.0", BARE_EXCEPT) });
    expect(advisory.body.verdict).toBe("advisory");
    const rule = "E722";
    const skipped = await send({ ...upload, zip: zipOf("api_skips", "2.1.0", BARE_EXCEPT), fields: [["skip_security_rules", rule]] });
    expect(skipped).toMatchObject({ status: 201, body: { verdict: "passed", validation_status: "validated_with_config" } });
    // The same finding of the version before is acknowledged with it.
    expect((await repository.version(advisory.body.version_id)).effectiveVerdict).toBe("passed");
    const critical = await send({
      ...upload,
      zip: zipOf("api_skips", "2.2.0", SHELL),
      fields: [["skip_security_rules", "B602, bandit/B404"]],
    });
    expect(critical).toMatchObject({ status: 422, body: { verdict: "blocked" } });
  });
});
