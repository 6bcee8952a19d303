import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { PackageFile, PluginPackage } from "../../archive/types";
import { secretsBaseline } from "../../config/baseline";
import { scanPackage } from "../../core/scan-package";
import type { CheckOutcome, Finding } from "../../core/types";
import { DEFAULT_RULESET } from "../../ruleset/rulesets";

const HEX = "4f7a1c9e0b8d2635";
const TOKEN = "q9Zr4TxWb2Lm8QkP7v";

function packageOf(files: Record<string, string | Uint8Array>): PluginPackage {
  const list: PackageFile[] = Object.entries(files).map(([path, content]) => ({
    path: `demo/${path}`,
    bytes: typeof content === "string" ? Buffer.from(content) : content,
    mode: 0o644,
  }));
  return { topFolder: "demo", files: list, inflatedBytes: 0, contentDigest: "" };
}

async function scan(files: Record<string, string | Uint8Array>): Promise<Finding[]> {
  const outcomes: CheckOutcome[] = [];
  await scanPackage({
    package: packageOf(files),
    checkIds: ["secrets"],
    ruleset: DEFAULT_RULESET,
    fingerprintKey: "k",
    onOutcome: (one) => void outcomes.push(one),
  });
  const [outcome] = outcomes;
  if (outcome?.state !== "finished") throw new Error(JSON.stringify(outcome));
  return outcome.findings;
}

async function severities(files: Record<string, string | Uint8Array>): Promise<string[]> {
  return (await scan(files)).map((one) => `${one.path.slice(5)}:${one.line} ${one.ruleId.slice(8)} ${one.severity}`);
}

const sha1 = (value: string) => createHash("sha1").update(value).digest("hex");

function baseline(path: string, entry: Record<string, unknown> = {}): string {
  const item = { type: "Hex High Entropy String", filename: path, hashed_secret: sha1(HEX), line_number: 1, ...entry };
  return JSON.stringify({ version: "1.5.0", results: { [path]: [item] } }, null, 1);
}

describe("what a find means", () => {
  it("depends on where it stands and how it looks", async () => {
    const line = `x = "${HEX}"\n`;
    const latin1 = Buffer.from(`${line}# é`, "latin1");
    expect(await severities({ "a.py": line, "a.sql": line, "a.css": line, "b.py": latin1, "swagger/a.py": line })).toEqual([
      "a.css:1 HexHighEntropyString info",
      "a.py:1 HexHighEntropyString warning",
      "a.sql:1 HexHighEntropyString info",
      "b.py:1 HexHighEntropyString warning",
      "swagger/a.py:1 HexHighEntropyString warning",
    ]);
  });

  it("leaves out the commit in the plugin's own metadata.txt, and nothing else", async () => {
    const text = `[general]\nname = demo\ncommitSha1 = ${HEX}${HEX}\nkey = ${HEX}\n`;
    expect(await severities({ "metadata.txt": text, "sub/metadata.txt": text })).toEqual([
      "metadata.txt:4 HexHighEntropyString info",
      "sub/metadata.txt:3 HexHighEntropyString info",
      "sub/metadata.txt:4 HexHighEntropyString info",
    ]);
  });
});

describe("credentials", () => {
  it("are told by name and look, wherever they are written, but not in tests", async () => {
    const code = `def connect(user, token="${TOKEN}1"):\n    pass\n\nconfig = {"password": "${TOKEN}2"}\nlabel_key = "layer_style_name_2024"\n`;
    const found = (
      await severities({ "a.py": code, "test/a.py": code, "b.yml": `secret: ${TOKEN}3\n`, "c.py": `CHECKSUM_KEY = "${HEX}${HEX}"\n` })
    ).filter((one) => one.includes("credential"));
    expect(found).toEqual([
      "a.py:1 credential-literal critical",
      "a.py:4 credential-literal critical",
      "b.yml:1 credential-literal critical",
    ]);
  });

  it("never show themselves", async () => {
    const findings = await scan({ "a.py": `token = "${TOKEN}"\n`, "b.yml": `secret: ${TOKEN} # why\n`, ".env": `DB_SECRET=${TOKEN}\n` });
    expect(findings.length).toBeGreaterThan(2);
    expect(JSON.stringify(findings)).not.toContain(TOKEN.slice(0, 6));
  });

  it("can be lifted on their line", async () => {
    const findings = await scan({ "a.py": `token = "${TOKEN}"  # pragma: allowlist secret: a public demo\n` });
    expect(findings.map((one) => [one.ruleId, one.suppression?.reason])).toEqual([["secrets/credential-literal", "a public demo"]]);
  });
});

describe(".secrets.baseline", () => {
  it.each(["a.py", "demo/a.py", "./demo/a.py"])("covers the values that it lists, as %s", async (path) => {
    const [finding] = await scan({ ".secrets.baseline": baseline(path, { is_secret: false }), "a.py": `x = "${HEX}"\n` });
    expect(finding?.suppression).toMatchObject({ by: "baseline", ruleSpecific: false, path: "demo/.secrets.baseline", line: 8 });
    expect(JSON.stringify(finding)).not.toContain(sha1(HEX));
  });

  it("covers no other kind, place or value, and nothing from elsewhere", async () => {
    const source = { "a.py": `x = "${HEX}"\n` };
    for (const text of [baseline("b.py"), baseline("a.py", { type: "Secret Keyword" }), baseline("a.py", { hashed_secret: sha1("x") })]) {
      expect((await scan({ ...source, ".secrets.baseline": text }))[0]?.suppression).toBeUndefined();
    }
    const elsewhere = (await scan({ ...source, "sub/.secrets.baseline": baseline("a.py") })).filter((one) => one.path === "demo/a.py");
    expect(elsewhere[0]?.suppression).toBeUndefined();
  });

  it("says what is wrong with it", () => {
    const problems = (text: string) => secretsBaseline(packageOf({ ".secrets.baseline": text })).problems.map((one) => one.message);
    expect(problems("{")).toEqual([expect.stringContaining("no baseline")]);
    expect(problems(" ".repeat(1_000_001))).toEqual([expect.stringContaining("1 MB")]);
    expect(problems(baseline("a.py"))).toEqual([]);
  });
});
