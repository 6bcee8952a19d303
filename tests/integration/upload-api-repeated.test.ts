/** Uploads by token: how many may come, and what comes twice. */
import { afterAll, describe, expect, it } from "vitest";
import { versions } from "@/db/schema";
import { sendUpload, tokenFor } from "../helpers/token-client";
import { openUploadScene, zipOf } from "../helpers/upload-scene";

const { repository, plugin, send, expectRefused } = await openUploadScene();
afterAll(() => repository.close());

describe("limits", () => {
  it("of uploads hold per token, and say when to come back", async () => {
    const { owner, token, pluginId } = await plugin("api_limited");
    const env = { UPLOADS_PER_HOUR: 2 };
    const upload = { packageName: "api_limited", token, zip: zipOf("api_limited", "2.0.0"), env };
    expect((await send(upload)).headers.get("ratelimit")).toMatch(/^"uploads";r=1;t=\d+$/);
    expect((await send(upload)).headers.get("ratelimit")).toMatch(/^"uploads";r=0;t=\d+$/);
    const refused = await expectRefused(upload, 429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3_000);
    expect(refused.headers.get("ratelimit")).toMatch(/^"uploads";r=0;t=\d+$/);
    expect((await send({ ...upload, token: await tokenFor(repository, owner, pluginId) })).status).toBe(201);
  });

  it("of wrong tokens hold per address, and never keep a right one out", async () => {
    const { token } = await plugin("api_guessed");
    const env = { FAILED_TOKENS_PER_QUARTER_HOUR: 2 };
    const upload = { packageName: "api_guessed", env, zip: zipOf("api_guessed", "2.0.0") };
    const from = (address: string) => ({ headers: { "x-forwarded-for": `1.2.3.4, ${address}` } });
    for (const status of [403, 403, 429, 429]) await expectRefused({ ...upload, token: "wrong", ...from("192.0.2.1") }, status);
    await expectRefused({ ...upload, token: "wrong", ...from("192.0.2.2") }, 403);
    expect((await sendUpload(repository, { ...upload, token, headers: { "x-forwarded-for": "192.0.2.1" } })).status).toBe(201);
  });
});

describe("an Idempotency-Key", () => {
  const key = (value: string) => ({ "idempotency-key": value });

  it("brings the same answer again, and refuses another upload under it", async () => {
    const { token } = await plugin("api_once");
    const upload = { packageName: "api_once", token, zip: zipOf("api_once", "2.0.0"), headers: key('"one"') };
    const first = await send(upload);
    const rows = await repository.db.$count(versions);
    const again = await send({ ...upload, headers: key("one") });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await repository.db.$count(versions)).toBe(rows);
    expect((await send({ ...upload, zip: zipOf("api_once", "2.1.0") })).status).toBe(422);
    expect(await repository.db.$count(versions)).toBe(rows);
    expect((await send({ ...upload, headers: key("") })).status).toBe(400);
    expect((await send({ ...upload, headers: key("x".repeat(256)) })).status).toBe(400);
  });

  it("is one token's own, and remembers refusals of the file too", async () => {
    const one = await plugin("api_key_one");
    const two = await plugin("api_key_two");
    const text = new TextEncoder().encode("no zip at all");
    const bad = await send({ packageName: "api_key_one", token: one.token, zip: text, headers: key("shared") });
    expect(bad.status).toBe(400);
    const again = await send({ packageName: "api_key_one", token: one.token, zip: text, headers: key("shared") });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const other = await send({ packageName: "api_key_two", token: two.token, zip: zipOf("api_key_two", "2.0"), headers: key("shared") });
    expect(other.status).toBe(201);
  });

  it("of two at the same moment does the work once", async () => {
    const { token } = await plugin("api_at_once");
    const upload = () => send({ packageName: "api_at_once", token, zip: zipOf("api_at_once", "2.0.0"), headers: key("twice") });
    const statuses = (await Promise.all([upload(), upload()])).map((one) => one.status).sort();
    expect(statuses[0]).toBe(201);
    expect([201, 409]).toContain(statuses[1]);
    expect((await upload()).status).toBe(201);
  });
});
