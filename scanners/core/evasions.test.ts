import { describe, expect, it } from "vitest";
import { awsSecret } from "@/tests/builders/findings";
import { metadataText, pluginFiles } from "@/tests/builders/plugin";
import { type EntryContent, zipFolder } from "@/tests/builders/zip";
import { openPackage } from "../archive/read-zip";
import { DEFAULT_RULESET } from "../ruleset/rulesets";
import { scanPackage } from "./scan-package";
import { CHECK_IDS, type Finding } from "./types";

/** Critical under every name that lets it be read as Python. */
const EVIL = "import os\n\n\ndef go(command):\n    return eval(command)\n";

async function findingsOf(files: Record<string, EntryContent>): Promise<Finding[]> {
  const pluginPackage = await openPackage(zipFolder(pluginFiles({ files })));
  const findings: Finding[] = [];
  await scanPackage({
    package: pluginPackage,
    checkIds: CHECK_IDS,
    ruleset: DEFAULT_RULESET,
    fingerprintKey: "key",
    onOutcome(outcome) {
      if (outcome.state === "errored") throw new Error(outcome.detail);
      findings.push(...outcome.findings);
    },
  });
  return findings.map((one) => ({ ...one, path: one.path.slice("sample_plugin/".length) }));
}

const critical = (findings: readonly Finding[]) =>
  findings.filter((one) => one.severity === "critical" && !one.suppression).map((one) => `${one.ruleId} ${one.path}`);
const latin1 = (text: string) => Buffer.from(text, "latin1");
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

describe("code is checked", () => {
  it.each([
    "tool.pyw",
    "TOOL.PY",
    "tool.Pyw",
    ".hidden.py",
    ".git_hooks/tool.py",
    ".github/tool.py",
    ".tox/tool.py",
    ".svn/tool.py",
    "CVS/tool.py",
    "__pycache__x/tool.py",
    "lib.egg/tool.py",
    "swagger/tool.py",
    "swagger-ui.py",
    "package-lock.json.py",
    "poetry.lock/tool.py",
    "data/metadata.txt/evil.py",
    "data/.secrets.baseline/x.py",
    ".bandit/x.py",
    "tests/test_x.py",
    "ext_libs/requests/x.py",
  ])("under the name %s", async (path) => {
    expect(critical(await findingsOf({ [path]: EVIL }))).toEqual([`bandit/B307 ${path}`]);
  });

  it.each<[string, string | Uint8Array]>([
    ["a shebang", `#!/usr/bin/python3\n${EVIL}`],
    ["a shebang through env, with arguments", `#! /usr/bin/env -S python3 -u\n${EVIL}`],
    ["a shebang with a version", `#!/opt/python/bin/python3.12\n${EVIL}`],
    ["a shebang and Windows line ends", `#!/usr/bin/env python\n${EVIL}`.replaceAll("\n", "\r\n")],
    ["a byte order mark before the shebang", `\ufeff#!/usr/bin/env python3\n${EVIL}`],
    ["another Python", `#!/usr/bin/pypy3\n${EVIL}`],
  ])("without an ending, behind %s", async (_, content) => {
    expect(critical(await findingsOf({ "bin/tool": content }))).toEqual(["bandit/B307 bin/tool"]);
    expect(critical(await findingsOf({ ".tool": content }))).toEqual(["bandit/B307 .tool"]);
  });

  it.each<[string, string | Uint8Array]>([
    ["Windows line ends", EVIL.replaceAll("\n", "\r\n")],
    ["line ends of old Macs", EVIL.replaceAll("\n", "\r")],
    ["a line end of old Macs behind a comment", `# harmless\r${EVIL}`],
    ["a byte order mark", `\ufeff${EVIL}`],
    ["form feeds", `\f\n${EVIL.replace("def", "\fdef")}`],
    ["letters that Python takes for others", EVIL.replace("eval(", "\uff45v\uff41l(")],
    ["a separator that is no line end in Python", EVIL.replace("import os", "import os  # \u2028 \u0085 \v nothing")],
    ["an encoding of one byte", latin1(`# -*- coding: latin-1 -*-\n# \u00e9\u00ff\n${EVIL}`)],
    ["a bare pragma in a text", EVIL.replace("eval(command)", 'eval(command + "# nosec")')],
    ["a pragma in a text", EVIL.replace("eval(command)", 'eval(command + """# nosec B307""")')],
    ["a pragma for another rule", EVIL.replace("eval(command)", "eval(command)  # nosec B101")],
  ])("with %s", async (_, content) => {
    expect(critical(await findingsOf({ "tool.py": content }))).toEqual(["bandit/B307 tool.py"]);
  });
});

describe("code that cannot be read is critical", () => {
  it.each<[string, string | Uint8Array]>([
    ["UTF-7", latin1(`# coding: utf-7\n${EVIL}`)],
    ["rot13", latin1(`# coding: rot13\n${EVIL}`)],
    ["unicode_escape", latin1(`# coding: unicode_escape\n# \\u000aimport os\n`)],
    ["raw_unicode_escape", latin1(`# vim: set fileencoding=raw_unicode_escape :\n# \\u000aimport os\n`)],
    ["an encoding that Python has and we do not", latin1(`# coding: iso2022_jp\n${EVIL}`)],
    ["an encoding in the second line", latin1(`#!/usr/bin/python\n# coding=punycode\n${EVIL}`)],
    ["UTF-16", utf16(EVIL)],
    ["NUL bytes", `${EVIL}\0`],
    ["a NUL byte in a comment", `# \0\n${EVIL}`],
    ["a lone surrogate", Buffer.concat([Buffer.from([0x23, 0xed, 0xa0, 0x80, 10]), Buffer.from(EVIL)])],
    ["bytes that are not UTF-8", latin1(`# \u00e9\n${EVIL}`)],
    ["a mark and a comment that disagree", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), latin1(`# coding: latin-1\n${EVIL}`)])],
    ["a byte order mark in the middle", `${EVIL}\ufeffx = 1\n`],
    ["Python 2", `print "x"\n${EVIL}`],
    ["a line of more than 1 MB", `x = "${"a".repeat(1_000_001)}"\n${EVIL}`],
    ["tabs and blanks mixed", "if x:\n        a = 1\n\tb = 2\n"],
  ])("%s", async (_, content) => {
    for (const path of ["tool.py", "tool.pyw"]) {
      const found = critical(await findingsOf({ [path]: content }));
      expect(found).toContain(`coverage/not-analysed ${path}`);
    }
  });
});

describe("what no check reads is named", () => {
  it.each<[string, Record<string, EntryContent>, string]>([
    ["a ZIP with Python", { "data/x.zip": zipFolder({ "a.py": EVIL }) }, "files/nested-archive-with-code"],
    ["a wheel", { "x-1.0-py3-none-any.whl": zipFolder({ "a.py": EVIL }) }, "files/nested-archive-with-code"],
    ["an egg", { "x.egg": zipFolder({ "a.pyc": "x" }) }, "files/nested-archive-with-code"],
    ["a ZIP named as a picture", { "icon2.png": zipFolder({ "a.py": EVIL }) }, "files/nested-archive-with-code"],
    ["a ZIP in a ZIP", { "x.zip": zipFolder({ "y.dat": zipFolder({ "a.py": EVIL }) }) }, "files/nested-archive-with-code"],
    [
      "compiled Python under another name",
      { "a.bin": Buffer.from("cb0d0d0a000000000000000000000000e3", "hex") },
      "files/python-outside-py",
    ],
    ["Python in a text file", { "a.txt": `#!/usr/bin/env python3\n${EVIL}` }, "files/python-outside-py"],
  ])("%s", async (_, files, ruleId) => {
    const [path] = Object.keys(files);
    expect((await findingsOf(files)).filter((one) => one.path === path).map((one) => [one.ruleId, one.severity])).toEqual([
      [ruleId, "warning"],
    ]);
  });

  it("a secret in a file that the tools pass over is shown", async () => {
    const metadata = metadataText({ name: "x" });
    for (const path of ["package-lock.json", "swagger/api.json", "data/metadata.txt", "picture.svg"]) {
      const found = await findingsOf({ [path]: `${metadata}\n${awsSecret()}` });
      expect(found.filter((one) => one.path === path).map((one) => one.ruleId)).toContain("secrets/AWSKeyDetector");
    }
  });
});

it.each(["evil.py ", "evil.py.", "evil.py\u202e", "evil\n.py", "sub /evil.py", "nul.py"])(
  "a package with an entry %j is refused",
  async (name) => {
    await expect(findingsOf({ [name]: EVIL })).rejects.toThrow();
  },
);
