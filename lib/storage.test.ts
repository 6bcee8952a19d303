import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openStorage } from "./storage";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "storage-"));
});
afterEach(() => rm(dir, { recursive: true }));

const sha256 = (bytes: string) => createHash("sha256").update(bytes).digest("hex");
const put = async (text: string, maxBytes = 1000) => {
  const stored = await openStorage(dir).put(Readable.from([Buffer.from(text)]), { maxBytes });
  if (!stored.ok) throw new Error(stored.error.code);
  return stored.value;
};
const leftovers = () => readdir(path.join(dir, "storage", "tmp"));

it("stores bytes under their own hash", async () => {
  const stored = await put("hello");
  expect(stored).toEqual({ sha256: sha256("hello"), sizeBytes: 5 });
  const storage = openStorage(dir);
  expect(await readFile(storage.pathOf(stored.sha256), "utf8")).toBe("hello");
  expect(await storage.isIntact(stored.sha256)).toBe(true);
});

it("keeps nothing of a file that is too large", async () => {
  const stored = await openStorage(dir).put(Readable.from([Buffer.alloc(6), Buffer.alloc(6)]), { maxBytes: 10 });
  expect(stored).toMatchObject({ ok: false, error: { code: "too-large" } });
  expect(await leftovers()).toEqual([]);
});

it("keeps nothing when the connection breaks in the middle", async () => {
  const broken = new Readable({
    read() {
      this.push(Buffer.from("half"));
      this.destroy(new Error("connection lost"));
    },
  });
  await expect(openStorage(dir).put(broken, { maxBytes: 1000 })).rejects.toThrow("connection lost");
  expect(await leftovers()).toEqual([]);
});

it("notices a damaged file, and a new upload of the same bytes mends it", async () => {
  const { sha256: hash } = await put("hello");
  const storage = openStorage(dir);
  await writeFile(storage.pathOf(hash), "hellx");
  expect(await storage.isIntact(hash)).toBe(false);
  await put("hello");
  expect(await storage.isIntact(hash)).toBe(true);
});

it("refuses a name that is no hash", () => {
  expect(() => openStorage(dir).pathOf("../../etc/passwd")).toThrow();
});

it("sweeps old temporary files and old files that nobody uses, and nothing else", async () => {
  const used = await put("used");
  const orphan = await put("orphan");
  const young = await put("young");
  const storage = openStorage(dir);
  const tmp = path.join(dir, "storage", "tmp", "abandoned");
  await writeFile(tmp, "x");
  const old = new Date(Date.now() - 10_000_000);
  for (const file of [storage.pathOf(used.sha256), storage.pathOf(orphan.sha256), tmp]) await utimes(file, old, old);
  expect(await storage.sweep({ olderThanMs: 1_000_000, isUsed: async (hash) => hash === used.sha256 })).toBe(2);
  expect(await storage.has(used.sha256)).toBe(true);
  expect(await storage.has(young.sha256)).toBe(true);
  expect(await storage.has(orphan.sha256)).toBe(false);
});
