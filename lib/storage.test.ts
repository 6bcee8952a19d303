import { createHash } from "node:crypto";
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
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
  expect(await storage.read(hash)).toBe("damaged");
  await put("hello");
  expect(await storage.isIntact(hash)).toBe(true);
  expect(await storage.read(hash)).toEqual(Buffer.from("hello"));
  await storage.remove(hash);
  expect(await storage.read(hash)).toBe("missing");
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

const age = async (file: string) => {
  const old = new Date(Date.now() - 10_000_000);
  await utimes(file, old, old);
};

it("keeps a file whose bytes are stored again while the sweep looks at it", async () => {
  const { sha256: hash } = await put("wanted again");
  const storage = openStorage(dir);
  await age(storage.pathOf(hash));
  const isUsed = async () => {
    await put("wanted again");
    return false;
  };
  expect(await storage.sweep({ olderThanMs: 1_000_000, isUsed })).toBe(0);
  expect(await storage.isIntact(hash)).toBe(true);
  expect(await leftovers()).toEqual([]);
});

it("keeps a file that is named while the sweep looks at it", async () => {
  const { sha256: hash } = await put("named in time");
  const storage = openStorage(dir);
  await age(storage.pathOf(hash));
  let asked = 0;
  expect(await storage.sweep({ olderThanMs: 1_000_000, isUsed: async () => ++asked > 1 })).toBe(0);
  expect(await storage.isIntact(hash)).toBe(true);
  expect(await leftovers()).toEqual([]);
});

type Write = (this: unknown, ...args: unknown[]) => Promise<{ bytesWritten: number }>;

/** Faults of the disk are made where the system would make them: in the handle that every file is written through. */
async function withWrites<T>(fake: (real: Write) => Write, work: () => Promise<T>): Promise<T> {
  const probe = await open(path.join(dir, "probe"), "w");
  const handles = Object.getPrototypeOf(probe) as { write: Write };
  await probe.close();
  const faulty = fake(handles.write);
  const spy = vi.spyOn(handles, "write").mockImplementation(faulty);
  return work().finally(() => spy.mockRestore());
}

it("says so when the disk is full, and leaves nothing", async () => {
  const storage = openStorage(dir);
  const full = () => Promise.reject(Object.assign(new Error("no space left on device"), { code: "ENOSPC", syscall: "write" }));
  const stored = await withWrites(
    () => full,
    () => storage.put(Readable.from([Buffer.from("hello")]), { maxBytes: 1000 }),
  );
  expect(stored).toMatchObject({ ok: false, error: { code: "storage-unavailable" } });
  expect(await leftovers()).toEqual([]);
  expect(await storage.has(sha256("hello"))).toBe(false);
  expect((await put("hello")).sizeBytes).toBe(5);
});

it("loses no byte when the system takes a write in pieces", async () => {
  const twoBytes = (real: Write): Write =>
    function (this: unknown, ...args) {
      const [chunk, offset = 0] = args as [Uint8Array, number?];
      return real.call(this, chunk, offset, Math.min(2, chunk.byteLength - offset));
    };
  const { sha256: hash } = await withWrites(twoBytes, () => put("in pieces"));
  expect(await openStorage(dir).read(hash)).toEqual(Buffer.from("in pieces"));
});

it("says so when its folder cannot be used", async () => {
  await mkdir(path.join(dir, "other"));
  await writeFile(path.join(dir, "other", "storage"), "a file where the folder should be");
  const stored = await openStorage(path.join(dir, "other")).put(Readable.from([Buffer.from("x")]), { maxBytes: 1000 });
  expect(stored).toMatchObject({ ok: false, error: { code: "storage-unavailable" } });
  expect((await stat(path.join(dir, "other", "storage"))).isFile()).toBe(true);
});
