import { describe, expect, it } from "vitest";
import { fixText } from "@/tests/builders/fixed-source";

const fixed = (code: string) => fixText(`import hashlib\n${code}\n`);

describe("weak hashes say that they guard nothing", () => {
  it.each([
    ["hashlib.md5(x)", "hashlib.md5(x, usedforsecurity=False)"],
    ["hashlib.sha1().update(x)", "hashlib.sha1(usedforsecurity=False).update(x)"],
    ['hashlib.new("MD5", x)', 'hashlib.new("MD5", x, usedforsecurity=False)'],
    ["hashlib.md5(\n    x,  # the path\n)", "hashlib.md5(\n    x, usedforsecurity=False,  # the path\n)"],
    [
      "@cached(hashlib.md5(b'a').hexdigest())\ndef go():\n    pass",
      "@cached(hashlib.md5(b'a', usedforsecurity=False).hexdigest())\ndef go():\n    pass",
    ],
    [
      "x = hashlib.md5('ä€😀'.encode()).digest(), hashlib.md5(y)",
      "x = hashlib.md5('ä€😀'.encode(), usedforsecurity=False).digest(), hashlib.md5(y, usedforsecurity=False)",
    ],
    ["if x:\n\tpass\n\ty = hashlib.md5(')')", "if x:\n\tpass\n\ty = hashlib.md5(')', usedforsecurity=False)"],
  ])("%s", async (bad, good) => expect(await fixed(bad)).toBe(`import hashlib\n${good}\n`));

  it("imported by name, and through an alias", async () =>
    expect(await fixText("from hashlib import md5 as digest, sha1\ndigest(x)\nsha1(x)\n")).toBe(
      "from hashlib import md5 as digest, sha1\ndigest(x, usedforsecurity=False)\nsha1(x, usedforsecurity=False)\n",
    ));

  it("not where the plugin says that it runs in a QGIS whose Python does not know the argument", async () =>
    expect(await fixText("import hashlib\nhashlib.md5(x)\n", { qgis: 30_028 })).toBeNull());

  it.each([
    "hashlib.md5(x, usedforsecurity=True)",
    "hashlib.md5(*x)",
    "hashlib.md5(**x)",
    "hashlib.new(name, x)",
    "hashlib.sha256(x)",
    "x = f'{hashlib.md5(x).hexdigest()}'",
    "from hashlib import *\nmd5(x)",
    "md5 = hashlib.md5\nmd5(x)",
    "hashlib.md5(x)  # nosec",
  ])("left alone: %s", async (code) => expect(await fixed(code)).toBeNull());
});
