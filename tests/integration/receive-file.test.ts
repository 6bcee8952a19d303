import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receiveFile } from "@/app/(owner)/plugins/add/file/receive-file";
import { openStorage } from "@/lib/storage";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "greenbadge-receive-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function upload(bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Request {
  const form = new FormData();
  form.set("package", new File([bytes], "sample.zip"));
  const request = new Request("http://127.0.0.1/plugins/add/file", { method: "POST", body: form });
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  return request;
}

async function files(): Promise<string[]> {
  const found = await readdir(join(folder, "storage"), { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

test("a file of the largest size is stored under its hash", async () => {
  const storage = openStorage(folder);
  const result = await receiveFile(upload(new Uint8Array(25_000_000)), storage);
  expect(result).toMatchObject({ ok: true, value: { sizeBytes: 25_000_000, fileName: "sample.zip" } });
  if (result.ok) expect(await files()).toEqual([result.value.sha256]);
  if (result.ok) await storage.remove(result.value.sha256);
});

test("one byte more is refused and nothing stays", async () => {
  const result = await receiveFile(upload(new Uint8Array(25_000_001)), openStorage(folder));
  expect(result).toMatchObject({ ok: false, error: { code: "too-large" } });
  expect(await files()).toEqual([]);
});

test("a body that says it is too large is not read at all", async () => {
  const result = await receiveFile(upload(new Uint8Array(10), { "content-length": "26000001" }), openStorage(folder));
  expect(result).toMatchObject({ ok: false, error: { code: "too-large" } });
});

test("a body that hides its size is cut at the cap", async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(1_000_000));
    },
  });
  const request = new Request("http://127.0.0.1/", {
    method: "POST",
    body: endless,
    headers: { "content-type": "multipart/form-data; boundary=none" },
    duplex: "half",
  } as RequestInit);
  expect(await receiveFile(request, openStorage(folder))).toMatchObject({ ok: false, error: { code: "too-large" } });
  expect(await files()).toEqual([]);
});

test("a connection that is lost in the middle leaves nothing", async () => {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      if (sent === 1)
        controller.enqueue(new TextEncoder().encode('--cut\r\ncontent-disposition: form-data; name="package"; filename="a.zip"\r\n\r\n'));
      else if (sent < 5) controller.enqueue(new Uint8Array(500_000));
      else controller.error(new Error("gone"));
    },
  });
  const request = new Request("http://127.0.0.1/", {
    method: "POST",
    body,
    headers: { "content-type": "multipart/form-data; boundary=cut" },
    duplex: "half",
  } as RequestInit);
  await expect(receiveFile(request, openStorage(folder))).rejects.toThrow("gone");
  expect(await files()).toEqual([]);
});

test("a form without a file, and no form at all, are told so", async () => {
  const empty = new FormData();
  empty.set("note", "nothing chosen");
  expect(await receiveFile(new Request("http://127.0.0.1/", { method: "POST", body: empty }), openStorage(folder))).toMatchObject({
    ok: false,
    error: { code: "invalid" },
  });
  expect(await receiveFile(new Request("http://127.0.0.1/", { method: "POST", body: "text" }), openStorage(folder))).toMatchObject({
    ok: false,
    error: { code: "invalid" },
  });
});
