import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fixSource } from "@/tests/builders/fixed-source";
import { buildPatch } from "./build-patch";

const ALL =
  'import hashlib\nimport requests\nimport yaml\n\n\ndef go(f):\n    yaml.load(f)\n    hashlib.md5(f)\n    return requests.get("https://example.org")\n';
const folder = mkdtempSync(join(tmpdir(), "gb-patch-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const places = (findings: readonly { ruleId: string; line: number }[]) => findings.map(({ ruleId, line }) => `${ruleId}:${line}`).sort();

/** What `git apply` makes of a file in an empty folder. */
function applied(name: string, before: Uint8Array, diff: string): Buffer {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, before);
  execFileSync("git", ["apply", "-"], { cwd: folder, input: Buffer.from(diff, "latin1"), stdio: ["pipe", "pipe", "pipe"] });
  return readFileSync(path);
}

describe("a patch", () => {
  it("removes exactly the findings that it is for: nothing new, nothing else", async () => {
    const { before, after, bytes } = await fixSource(ALL);
    expect(places(before).filter((one) => !places(after).includes(one))).toEqual(["bandit/B113:9", "bandit/B324:8", "bandit/B506:7"]);
    expect(places(after).filter((one) => !places(before).includes(one))).toEqual([]);
    expect((await fixSource(bytes as Uint8Array)).bytes).toBeNull();
  });

  it.each<readonly [name: string, source: Uint8Array]>([
    ["plain", Buffer.from(ALL)],
    ["CRLF", Buffer.from(ALL.replaceAll("\n", "\r\n"))],
    [
      "old line ends and new ones",
      Buffer.from(ALL.replace("import requests\n", "import requests\r").replace("def go(f):\n", "def go(f):\r\n")),
    ],
    ["byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(ALL)])],
    ["Latin-1", Buffer.from(`# -*- coding: latin-1 -*-\n# Größe\n${ALL}`, "latin1")],
    ["UTF-8 that is not ASCII", Buffer.from(`# Größe 😀\n${ALL.replace("example.org", "exämple.org")}`)],
    ["no line end at the end", Buffer.from(ALL.trimEnd())],
    ["form feed", Buffer.from(ALL.replace("\n\n\ndef", "\n\f\n\ndef"))],
  ])("%s: git makes the same bytes of it, and only what is added differs", async (name, source) => {
    const { bytes, diff } = await fixSource(source);
    expect(applied("demo/plugin.py", source, diff)).toEqual(Buffer.from(bytes as Uint8Array));
    const added = ["safe_", ", usedforsecurity=False", ", timeout=30"];
    const back = added.reduce((text, one) => text.replace(one, ""), Buffer.from(bytes as Uint8Array).toString("latin1"));
    expect(back, name).toBe(Buffer.from(source).toString("latin1"));
  });

  it("leaves encodings alone that it cannot write, and files that are no Python", async () => {
    const koi = Buffer.concat([Buffer.from("# -*- coding: koi8-r -*-\n# "), Buffer.from([0xf0, 0xd2]), Buffer.from(`\n${ALL}`)]);
    expect((await fixSource(koi)).bytes).toBeNull();
    expect((await fixSource(`${ALL}def (`)).bytes).toBeNull();
  });

  it("touches only what it is asked for", () => {
    const file = { path: "demo/plugin.py", bytes: Buffer.from(ALL), mode: 0o644 };
    const patch = buildPatch({ files: [file] }, [{ ruleId: "bandit/B506", path: file.path, line: 7 }], 30_040);
    expect(Buffer.from(patch?.files[0]?.bytes ?? []).toString()).toBe(ALL.replace("yaml.load", "yaml.safe_load"));
    expect(patch?.fixes).toEqual([{ id: "yaml-safe-load", findings: 1 }]);
    expect(buildPatch({ files: [file] }, [{ ruleId: "bandit/B506", path: "demo/other.py", line: 7 }], 30_040)).toBeNull();
    expect(buildPatch({ files: [file] }, [{ ruleId: "bandit/B602", path: file.path, line: 7 }], 30_040)).toBeNull();
  });
});

describe("file modes", () => {
  it("keep what nobody objects to, and are in the patch as far as git knows them", async () => {
    const { mode, diff, after, bytes } = await fixSource("VALUE = 1\n", { mode: 0o4777 });
    expect([mode?.toString(8), Buffer.from(bytes ?? []).toString()]).toEqual(["664", "VALUE = 1\n"]);
    expect(after.filter(({ ruleId }) => ruleId.startsWith("files/"))).toEqual([]);
    expect(diff).toBe("diff --git a/demo/plugin.py b/demo/plugin.py\nold mode 100755\nnew mode 100644\n");
    expect((await fixSource("VALUE = 1\n", { mode: 0o666 })).diff).toBe("");
  });
});
