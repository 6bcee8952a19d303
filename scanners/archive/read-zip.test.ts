import { describe, expect, it } from "vitest";
import { pluginFiles } from "@/tests/builders/plugin";
import { rawZip } from "@/tests/builders/raw-zip";
import { hostileZips, zipFolder } from "@/tests/builders/zip";
import { ArchiveError } from "./archive-error";
import { openPackage } from "./read-zip";
import { writeZip } from "./write-zip";

async function codesOf(bytes: Uint8Array): Promise<string[]> {
  try {
    await openPackage(bytes);
    return [];
  } catch (cause) {
    if (!(cause instanceof ArchiveError)) throw cause;
    for (const problem of cause.problems) expect(problem.advice).not.toBe("");
    return [...new Set(cause.problems.map((problem) => problem.code))];
  }
}

const EXPECTED: Record<keyof typeof hostileZips, string> = {
  symlink: "symlink-entry",
  device: "special-file-entry",
  parentPath: "unsafe-entry-name",
  absolutePath: "unsafe-entry-name",
  drivePath: "unsafe-entry-name",
  backslashPath: "unsafe-entry-name",
  nulInName: "unsafe-entry-name",
  bidiName: "unsafe-entry-name",
  reservedWindowsName: "windows-reserved-name",
  invalidUtf8Name: "undecodable-name",
  badCrc: "damaged-entry",
  lyingSizes: "damaged-entry",
  overlapping: "zip-ambiguous",
  prepended: "zip-extra-bytes",
  prependedSkewed: "zip-extra-bytes",
  appended: "zip-extra-bytes",
  gap: "zip-ambiguous",
  duplicateName: "duplicate-entry",
  duplicateByCase: "duplicate-entry",
  duplicateByUnicode: "duplicate-entry",
  encrypted: "encrypted-entry",
  unknownMethod: "unsupported-compression",
  nameMismatch: "zip-ambiguous",
  sizeMismatch: "zip-ambiguous",
  methodMismatch: "zip-ambiguous",
  wrongDescriptor: "zip-ambiguous",
  wrongCount: "zip-damaged",
  truncated: "zip-truncated",
  bomb: "package-too-large",
  bigEntry: "entry-too-large",
  lyingBomb: "damaged-entry",
};

describe("openPackage", () => {
  it("shows the files sorted, with modes, and a digest that does not depend on compression", async () => {
    const entries = { ...pluginFiles(), "sample_plugin/run.sh": { content: "echo", mode: 0o755 } };
    const opened = await openPackage(zipFolder(entries));
    expect(opened.topFolder).toBe("sample_plugin");
    expect(opened.files.map((file) => file.path)).toEqual(Object.keys(entries).sort());
    expect(opened.files.find((file) => file.path.endsWith("run.sh"))?.mode).toBe(0o755);
    expect(opened.inflatedBytes).toBe(opened.files.reduce((sum, file) => sum + file.bytes.length, 0));
    const again = await openPackage(writeZip(opened.files));
    expect(again.contentDigest).toBe(opened.contentDigest);
    expect(writeZip(again.files)).toEqual(writeZip(opened.files));
  });

  it("changes the digest with a mode or a byte", async () => {
    const digest = async (entries: Parameters<typeof zipFolder>[0]) => (await openPackage(zipFolder(entries))).contentDigest;
    const digests = await Promise.all(
      ["a", "b", { content: "a", mode: 0o755 }].map((content) => digest(pluginFiles({ files: { "x.txt": content } }))),
    );
    expect(new Set(digests).size).toBe(3);
  });

  it.each([
    ["a comment behind the end", zipFolder(pluginFiles(), { comment: Buffer.from("0123456789abcdef") })],
    ["folder entries", zipFolder({ "sample_plugin/": { content: "", mode: 0o755 }, ...pluginFiles() })],
    [
      "stored and streamed entries",
      rawZip([
        { name: "p/metadata.txt", content: "[general]", method: 0 },
        { name: "p/a.txt", content: "streamed", dataDescriptor: true },
        { name: "p/b.txt", content: "no signature", dataDescriptor: { signature: false } },
        { name: "p/empty.txt", content: "", method: 0 },
      ]),
    ],
    [
      "a name of code page 437",
      rawZip([{ name: Buffer.from("p/caf\x82.txt", "latin1"), content: "", local: { flags: 0 }, central: { flags: 0 } }]),
    ],
  ])("accepts %s", async (_, bytes) => {
    expect(await codesOf(bytes)).toEqual([]);
  });

  it.each(Object.entries(EXPECTED))("refuses %s as %s", async (name, code) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(await codesOf(hostileZips[name as keyof typeof hostileZips]())).toContain(code);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300_000_000);
  });

  it.each([
    ["an empty file", new Uint8Array(), "not-a-zip"],
    ["text", Buffer.from("this is no archive at all, only a line of text"), "not-a-zip"],
    ["an empty ZIP", rawZip([]), "zip-empty"],
    ["one byte too many", new Uint8Array(25_000_001), "file-too-large"],
    ["files without a folder", zipFolder({ "metadata.txt": "[general]", "__init__.py": "" }), "no-top-folder"],
    ["too many entries", zipFolder(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`p/${i}`, ""]))), "too-many-entries"],
    ["a path of 241 characters", zipFolder({ [`p/${"x".repeat(239)}`]: "" }), "path-too-long"],
    ["33 levels", zipFolder({ [`${"d/".repeat(32)}f`]: "" }), "path-too-deep"],
    ["a file used as a folder", zipFolder({ "p/a": "", "p/a/b": "" }), "duplicate-entry"],
  ])("refuses %s", async (_, bytes, code) => {
    expect(await codesOf(bytes)).toContain(code);
  });

  it("names all broken entries at once", async () => {
    expect((await codesOf(zipFolder({ "../a": "", "/b": "", "p/aux.py": "", "p/x": "", "p/X": "" }))).sort()).toEqual([
      "duplicate-entry",
      "unsafe-entry-name",
      "windows-reserved-name",
    ]);
  });
});

describe("openPackage on damaged bytes", () => {
  /** A small generator with a fixed seed: a failure can be repeated. */
  function* numbers(seed: number): Generator<number> {
    for (let state = seed; ; ) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      yield state;
    }
  }

  it("refuses or shows the same content, and throws nothing else", async () => {
    const whole = zipFolder(pluginFiles());
    const { contentDigest } = await openPackage(whole);
    const random = numbers(7);
    const next = (below: number) => ((random.next().value as number) >>> 8) % below;
    for (let round = 0; round < 1_500; round += 1) {
      const bytes = whole.slice();
      for (let flips = 1 + next(3); flips > 0; flips -= 1) bytes[next(bytes.length)] = next(256);
      try {
        const opened = await openPackage(bytes);
        const names = opened.files.map((file) => file.path);
        // A changed mode bit is another package, and a fine one; a changed byte of a file never gets through.
        if (opened.contentDigest !== contentDigest) expect(names).toHaveLength(4);
      } catch (cause) {
        expect(cause).toBeInstanceOf(ArchiveError);
      }
    }
  });
});
