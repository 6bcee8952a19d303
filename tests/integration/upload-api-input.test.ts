/** Uploads by token: what bad input gets. */
import { afterAll, describe, expect, it } from "vitest";
import { CLEAN, pluginZip } from "../builders/findings";
import { rawZip } from "../builders/raw-zip";
import type { UploadRequest } from "../helpers/token-client";
import { openUploadScene, zipOf } from "../helpers/upload-scene";

const { repository, plugin, send, expectRefused } = await openUploadScene();
afterAll(() => repository.close());

describe("bad input", () => {
  it("lists every broken package rule, the first in the status line", async () => {
    const { token } = await plugin("api_broken");
    const broken = pluginZip(CLEAN, {
      packageName: "api_broken",
      version: "2.0.0",
      files: { LICENSE: null },
      metadata: { about: null, tracker: "http://bugs" },
    });
    const answer = await send({ packageName: "api_broken", token, zip: broken });
    expect(answer).toMatchObject({ status: 400, body: { success: false } });
    expect(answer.body.errors.package).toHaveLength(3);
    expect(answer.body.errors.package.join("\n")).toMatch(/LICENSE[\s\S]*about|about[\s\S]*LICENSE/);
    expect(answer.reason).toMatch(/\(and 2 more\)$/);
    const update = await send({ packageName: "api_broken", version: "1.0.0", token, zip: zipOf("api_broken", "9.9.9") });
    expect(update).toMatchObject({ status: 400, body: { errors: { package: [expect.stringContaining("9.9.9")] } } });
  });

  it("no form, no boundary, no file, an empty one, two, another name, a broken one: 400 with words", async () => {
    const { token } = await plugin("api_forms");
    const upload = { packageName: "api_forms", token };
    const zip = zipOf("api_forms", "2.0.0");
    const form = (text: string, type = "multipart/form-data; boundary=edge"): UploadRequest => ({
      ...{ ...upload, body: text, headers: { "content-type": type } },
    });
    const part = (name: string, file: string) =>
      `--edge\r\nContent-Disposition: form-data; name="${name}"; filename="a.zip"\r\n\r\n${file}\r\n`;
    const words = async (request: UploadRequest) =>
      (await expectRefused(request, 400, "what the sweep removes")).body.errors.package[0] as string;
    expect(await words(form("{}", "application/json"))).toContain("multipart/form-data");
    expect(await words(form("x", "multipart/form-data"))).toContain("multipart/form-data");
    expect(await words(form("--edge--\r\n"))).toContain("package");
    expect(await words({ ...upload, fields: [["changelog", "nothing else"]] })).toContain("package");
    expect(await words({ ...upload, zip: new Uint8Array(0) })).toContain("empty");
    expect(await words({ ...upload, zip, field: "file" })).toContain("“file”");
    expect(await words(form(`${part("package", "PK")}${part("package", "PK")}--edge--\r\n`))).toContain("one file");
    expect(await words(form(part("package", "PK")))).toContain("cannot be read");
    expect(await words(form("--edge\r\nthis is no header"))).toContain("cannot be read");
    expect(await words({ ...upload, zip, fields: [["changelog", "x".repeat(70_000)]] })).toContain("too long");
  });

  it("fields that say nothing sensible are named", async () => {
    const { token } = await plugin("api_odd_fields");
    const upload = { packageName: "api_odd_fields", token, zip: zipOf("api_odd_fields", "2.0.0") };
    const many = Array.from({ length: 101 }, (_, index): [string, string] => ["skip_security_rules", `rule${index}`]);
    const answer = await send({ ...upload, fields: [...many, ["auto_approve_after_scan", "perhaps"], ["changelog", "x".repeat(20_001)]] });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors).sort()).toEqual(["auto_approve_after_scan", "changelog", "skip_security_rules"]);
    expect((await send({ ...upload, query: "?wait=soon" })).status).toBe(400);
    expect((await send({ ...upload, query: "?version=1.0.0" })).status).toBe(201);
  });

  it("one byte too many, and a body without an end, are cut off: 413", async () => {
    const { token } = await plugin("api_large");
    await expectRefused({ packageName: "api_large", token, zip: new Uint8Array(25_000_001) }, 413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    const headers = { "content-type": "multipart/form-data; boundary=edge", "content-length": "1000" };
    await expectRefused({ packageName: "api_large", token, body: endless, headers }, 413);
    const lying = { "content-type": "multipart/form-data; boundary=edge", "content-length": "99000000" };
    await expectRefused({ packageName: "api_large", token, body: "--edge", headers: lying }, 413);
    // It is read on for a while, for clients that look for the answer only when all is sent; then it is cut.
    expect(sent).toBeLessThan(80_000_000);
  });

  it("a file's name breaks out of nothing", async () => {
    const { token } = await plugin("api_names");
    const text = `--edge\r\nContent-Disposition: form-data; name="x\r\nSet-Cookie: a=b"; filename="a\r\nX: y.zip"\r\n\r\nPK\r\n--edge--\r\n`;
    const answer = await send({
      packageName: "api_names",
      token,
      body: text,
      headers: { "content-type": "multipart/form-data; boundary=edge" },
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("set-cookie")).toBeNull();
    const odd = "API_ÜNAMES\r\nSet-Cookie: a=b";
    const refused = await expectRefused({ packageName: odd, token, zip: zipOf("api_names", "2.0.0") }, 403);
    expect(refused.headers.get("set-cookie")).toBeNull();
  });

  it("two files for one version at the same moment: one wins, the other is told to look", async () => {
    const { token } = await plugin("api_raced");
    const upload = (value: number) => send({ packageName: "api_raced", token, zip: zipOf("api_raced", "2.0.0", `A = ${value}\n`) });
    const answers = await Promise.all([upload(1), upload(2)]);
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409]);
  });
});

describe("text that PostgreSQL cannot hold", () => {
  it("in a form is refused by the name of its field", async () => {
    const { token } = await plugin("api_nul");
    const upload = { packageName: "api_nul", token, zip: zipOf("api_nul", "2.0.0") };
    const changelog = await expectRefused({ ...upload, fields: [["changelog", "first\u0000second"]] }, 400, "what the sweep removes");
    expect(changelog.body.error).toContain("changelog");
  });

  it("in the name of an entry is shown and remembered", async () => {
    const { token } = await plugin("api_nul_entry");
    const zip = rawZip([{ name: "api_nul_entry/a\u0000b.py", content: "VALUE = 1\n" }]);
    const upload = { packageName: "api_nul_entry", token, zip, headers: { "idempotency-key": "nul" } };
    await expectRefused(upload, 400, "what the sweep removes");
    expect((await send(upload)).headers.get("idempotency-replayed")).toBe("true");
  });

  it("never comes from cutting a long name: the refusal is remembered like any other", async () => {
    const { token } = await plugin("api_cut");
    // Whatever the length, one of them is cut in the middle of a character of two halves.
    for (const pad of ["", "x"]) {
      const email = `${pad}${"\u{1f9ed}".repeat(90)}`;
      const zip = pluginZip(CLEAN, { packageName: "api_cut", name: "Cut", version: "2.0.0", metadata: { email } });
      const upload = { packageName: "api_cut", token, zip, headers: { "idempotency-key": `cut ${pad}` } };
      const answer = await expectRefused(upload, 400, "what the sweep removes");
      expect(answer.body.errors.package.join().isWellFormed()).toBe(true);
      expect((await send(upload)).headers.get("idempotency-replayed")).toBe("true");
    }
  });
});
