/** Uploads by the programming interface. */
import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { artifacts, plugins, users, versions } from "@/db/schema";
import { urls } from "@/lib/urls";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL } from "@/tests/builders/findings";
import { askApi, tokenOf } from "@/tests/helpers/api";
import { openApiUploads } from "@/tests/helpers/api-uploads";

const { repository, owner, stranger, fresh, send, dryRun, ended, counts } = await openApiUploads();
afterAll(() => repository.close());

describe("an upload", () => {
  it("by token makes a version; its scan can be followed with the same token", async () => {
    const plugin = fresh();
    const token = await tokenOf(repository, owner);
    const sent = await send(urls.apiVersions(plugin.packageName), token, pluginZip(SHELL, plugin), { changelog: "From a program." });
    expect(sent.status).toBe(201);
    expect(sent.headers.get("location")).toBe(`${repository.env.publicUrl}${urls.apiVersion(plugin.packageName, "1.0.0")}`);
    expect(sent.headers.get("ratelimit")).toContain("uploads");
    expect(sent.body).toMatchObject({ kind: "upload", expires_at: null });
    expect(await ended(sent.body.scan_id, token)).toMatchObject({ verdict: "blocked" });
    const { body } = await askApi(repository, urls.apiVersion(plugin.packageName, "1.0.0"), { as: token });
    expect(body).toMatchObject({ status: "blocked", changelog: "From a program." });
  });

  it("whose answer was lost is sent again and gets the same receipt, also once it is published; later it is refused", async () => {
    const plugin = fresh();
    const token = await tokenOf(repository, owner);
    const upload = () => send(urls.apiVersions(plugin.packageName), token, pluginZip(CLEAN, plugin), { auto_approve_after_scan: "true" });
    const sent = await upload();
    const versionId = sent.body.version_id as number;
    expect(await repository.settled(versionId)).toMatchObject({ status: "approved" });
    const before = await counts();
    const again = await upload();
    expect([again.status, again.body.scan_id, again.headers.get("location")]).toEqual([
      201,
      sent.body.scan_id,
      sent.headers.get("location"),
    ]);
    expect(await counts()).toEqual(before);
    const other = await send(urls.apiVersions(plugin.packageName), token, pluginZip(BARE_EXCEPT, plugin));
    expect(other.body.code).toBe("already-published");
    await repository.db.update(versions).set({ uploadedAt: sql`uploaded_at - interval '11 minutes'` }).where(eq(versions.id, versionId));
    expect((await upload()).body.code).toBe("already-published");
  });

  it("of the same file with other words is a correction: it replaces the draft, and what is published is told to stay as it is", async () => {
    const token = await tokenOf(repository, owner);
    const plugin = fresh();
    const upload = (fields: Record<string, string>) =>
      send(urls.apiVersions(plugin.packageName), token, pluginZip(SHELL, plugin), { changelog: "Frist words.", ...fields });
    const first = await upload({});
    // As soon as it was sent, and once its checks have ended.
    const corrected = await upload({ changelog: "First words." });
    expect([corrected.status, corrected.body.version_id]).toEqual([201, first.body.version_id]);
    expect(corrected.body.scan_id).not.toBe(first.body.scan_id);
    const changelog = async () => (await repository.version(first.body.version_id as number)).metadata.changelog;
    expect(await changelog()).toBe("First words.");
    await repository.settled(first.body.version_id as number);
    const again = await upload({ changelog: "Last words." });
    expect(again.body.scan_id).not.toBe(corrected.body.scan_id);
    expect(await changelog()).toBe("Last words.");
    expect((await upload({ changelog: "Last words." })).body.scan_id).toBe(again.body.scan_id);
    const published = await upload({ changelog: "Last words.", auto_approve_after_scan: "true", skip_security_rules: "flake8/E722" });
    expect(published.body.scan_id).not.toBe(again.body.scan_id);
    expect(await repository.version(first.body.version_id as number)).toMatchObject({
      asksToWait: false,
      requestedSkips: ["flake8/E722"],
    });

    const clean = fresh();
    const publish = (changelog: string) =>
      send(urls.apiVersions(clean.packageName), token, pluginZip(CLEAN, clean), { auto_approve_after_scan: "true", changelog });
    const sent = await publish("Words.");
    expect(await repository.settled(sent.body.version_id as number)).toMatchObject({ status: "approved" });
    expect((await publish("Other words.")).body.code).toBe("already-published");
  });

  it("is refused before the file is stored when the plugin is another's, by cookie also from other sites", async () => {
    const plugin = fresh();
    await repository.accepted(owner, pluginZip(SHELL, plugin));
    const files = await repository.db.$count(artifacts);
    const other = pluginZip(SHELL, { ...plugin, version: "9.0.0" });
    const path = urls.apiVersions(plugin.packageName);
    for (const as of [stranger, await tokenOf(repository, stranger)]) {
      const refused = await send(path, as, other, {}, { "sec-fetch-site": "same-origin" });
      expect([refused.status, refused.body.code]).toEqual([403, "not-allowed"]);
    }
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://example.com" }, {}] as Record<string, string>[])
      expect((await send(path, owner, other, {}, headers)).status).toBe(403);
    expect((await send(path, null, other)).status).toBe(401);
    expect(await repository.db.$count(artifacts)).toBe(files);
    expect(await repository.db.$count(versions, eq(versions.version, "9.0.0"))).toBe(0);
  });

  it("says what is wrong with the form", async () => {
    const token = await tokenOf(repository, owner);
    const plugin = fresh();
    const path = urls.apiVersions(plugin.packageName);
    expect((await send(path, token, null)).body.code).toBe("invalid");
    const wrong = await send(path, token, pluginZip(SHELL, plugin), { publish: "perhaps", auto_approve_after_scan: "maybe" });
    expect(wrong.body.errors.map((one: { field: string }) => one.field).sort()).toEqual(["auto_approve_after_scan", "publish"]);
    expect((await dryRun(token, pluginZip(SHELL, plugin), { publish: "true" })).body.code).toBe("invalid");
    const plain = await askApi(repository, path, { as: token, method: "POST", headers: { "content-type": "application/zip" } });
    expect([plain.status, plain.body.code]).toEqual([415, "unsupported-media-type"]);
    const elsewhere = await send(urls.apiVersions("dry_other"), token, pluginZip(SHELL, plugin));
    expect(elsewhere.body.errors).toEqual([expect.objectContaining({ code: "another-plugin" })]);
    expect(await repository.db.$count(plugins, eq(plugins.packageName, plugin.packageName))).toBe(0);
  });

  it("and a dry run of a suspended person are refused", async () => {
    const leaver = await repository.person();
    const token = await tokenOf(repository, leaver);
    await repository.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, leaver.userId));
    for (const path of [urls.apiScans(), urls.apiVersions("dry_leaver")])
      expect((await send(path, token, pluginZip(SHELL, fresh()))).status).toBe(403);
  });
});
