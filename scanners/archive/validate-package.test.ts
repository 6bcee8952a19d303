import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discIcon } from "@/scripts/demo/icon";
import { type PluginOptions, pluginFiles } from "@/tests/builders/plugin";
import { pluginZip } from "@/tests/builders/plugin-zip";
import { type Entries, hostileZips, zipFolder } from "@/tests/builders/zip";
import { readIconFromZip } from "./read-icon";
import { validateInThread } from "./validate-in-thread";
import { type ValidateOptions, validatePackage } from "./validate-package";

async function problemsOf(options: PluginOptions, beside: Entries = {}, validateOptions: ValidateOptions = {}) {
  const result = await validatePackage(zipFolder({ ...pluginFiles(options), ...beside }), validateOptions);
  return (result.ok ? result.warnings : result.problems).map((problem) => `${problem.level} ${problem.code}`);
}

const PNG = discIcon([1, 2, 3]);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>';

describe("validatePackage", () => {
  it("accepts the smallest plugin", async () => {
    const result = await validatePackage(pluginZip(), { isNewPlugin: true, registeredPackageNames: ["other"] });
    expect(result).toMatchObject({
      ok: true,
      packageName: "sample_plugin",
      fileCount: 4,
      warnings: [],
      metadata: { name: "Sample Plugin", version: "1.0.0" },
    });
  });

  it("lists problems of layout and metadata together", async () => {
    const options = {
      metadata: { author: "A/B", tracker: null },
      files: { LICENSE: null, "__init__.py": null, "lib/a.pyc": "x", ".git/HEAD": "x" },
    };
    expect((await problemsOf(options)).sort()).toEqual([
      "error leftover-files",
      "error leftover-files",
      "error metadata-author",
      "error metadata-missing-key",
      "error missing-file",
      "error missing-license",
    ]);
  });

  it.each<[string, PluginOptions, Entries, ValidateOptions, string[]]>([
    ["LICENSE.txt", { files: { LICENSE: null, "LICENSE.txt": "x" } }, {}, {}, ["warning license-name"]],
    [".gitignore", { files: { ".gitignore": "x", ".gitattributes": "x" } }, {}, {}, []],
    ["a readme beside the folder", {}, { "README.md": "x" }, {}, ["warning files-beside-plugin"]],
    ["a package beside the folder", {}, { "other/__init__.py": "x" }, {}, ["error files-beside-plugin"]],
    [
      "a registered name beside the folder",
      {},
      { "Other/data.txt": "x" },
      { registeredPackageNames: ["other"] },
      ["error files-beside-plugin"],
    ],
    ["metadata.txt beside the folder", {}, { "metadata.txt": "x" }, {}, ["error files-beside-plugin"]],
    ["a hyphen in a new name", { packageName: "my-plugin" }, {}, { isNewPlugin: true }, ["error package-name"]],
    ["a hyphen in an old name", { packageName: "my-plugin" }, {}, { registeredPackageNames: ["my-plugin"] }, []],
    ["a keyword as a new name", { packageName: "class" }, {}, { isNewPlugin: true }, ["error package-name"]],
    ["a reserved name", { packageName: "rpc2" }, {}, { isNewPlugin: true }, ["error package-name-reserved"]],
    [
      "a name that differs in case",
      { packageName: "QuickTool" },
      {},
      { registeredPackageNames: ["quicktool"] },
      ["error package-name-taken"],
    ],
    ["a name that begins with a digit", { packageName: "1plugin" }, {}, {}, ["error package-name"]],
    ["no metadata.txt", { files: { "metadata.txt": null } }, {}, {}, ["error missing-file"]],
    ["an icon that is missing", { metadata: { icon: "icon.png" } }, {}, {}, ["warning icon-ignored"]],
    ["an SVG icon", { metadata: { icon: "icon.svg" }, files: { "icon.svg": SVG } }, {}, {}, []],
    ["an icon that is no SVG", { metadata: { icon: "icon.svg" }, files: { "icon.svg": "<svg/>" } }, {}, {}, ["warning icon-ignored"]],
    ["an icon outside", { metadata: { icon: "../other/icon.png" }, files: { "icon.png": PNG } }, {}, {}, ["warning icon-ignored"]],
    ["an icon by a detour", { metadata: { icon: "icons/../icon.png" }, files: { "icon.png": PNG } }, {}, {}, []],
    ["a name that is not what it looks like", { files: { "caf├⌐.txt": "" } }, {}, {}, ["warning name-encoding"]],
    ["a PNG icon", { metadata: { icon: "./icon.png" }, files: { "icon.png": PNG } }, {}, {}, []],
  ])("judges %s", async (_, options, beside, validateOptions, expected) => {
    expect(await problemsOf(options, beside, validateOptions)).toEqual(expected);
  });

  it("reports an archive nobody may open", async () => {
    expect(await validatePackage(hostileZips.symlink())).toMatchObject({
      ok: false,
      problems: [{ code: "symlink-entry", entry: "sample_plugin/link" }],
    });
    expect(await validatePackage(new Uint8Array())).toMatchObject({ ok: false, problems: [{ code: "not-a-zip" }] });
  });

  it("keeps the list short", async () => {
    const files = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${index}.pyc`, "x"]));
    expect(await problemsOf({ files })).toHaveLength(51);
  });
});

describe("readIconFromZip", () => {
  it.each([
    ["icon.png", PNG, "image/png"],
    ["named.jpg", PNG, "image/png"],
    ["really.png", Buffer.from(SVG), "image/svg+xml"],
    ["broken.png", PNG.subarray(0, 40), undefined],
    ["big.png", Buffer.concat([PNG, Buffer.alloc(512 * 1024)]), undefined],
  ])("%s", async (icon, content, expected) => {
    const zip = pluginZip({ files: { [icon]: content } });
    expect((await readIconFromZip(zip, "sample_plugin", { icon }))?.contentType).toBe(expected);
  });

  it("reads nothing from an imported archive that nobody should open", async () => {
    const zip = pluginZip({ files: { "icon.png": PNG, "../evil.py": "1" } });
    expect(await readIconFromZip(zip, "sample_plugin", { icon: "icon.png" })).toBeUndefined();
  });
});

describe("an archive from the Finder of macOS", () => {
  it("is refused with the command that makes a clean one", async () => {
    const result = await validatePackage(zipFolder({ ...pluginFiles(), "__MACOSX/sample_plugin/._metadata.txt": "x" }));
    expect(result).toMatchObject({ ok: false, problems: [{ code: "leftover-files", entry: "__MACOSX/sample_plugin/._metadata.txt" }] });
    expect(result.ok ? "" : result.problems[0]?.advice).toContain("zip -r sample_plugin.zip sample_plugin -x '*.DS_Store'");
  });
});

describe("validateInThread", () => {
  let folder = "";
  const at = (name: string) => path.join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "validate-thread-"));
    const entryPoints = [path.join(import.meta.dirname, "validate-thread.ts")];
    await build({ entryPoints, outfile: at("thread.mjs"), bundle: true, platform: "node", format: "esm", logLevel: "silent" });
    writeFileSync(at("good.zip"), pluginZip());
    writeFileSync(at("hang.mjs"), "while (true);");
    writeFileSync(at("crash.mjs"), "throw new Error('no');");
    writeFileSync(at("silent.mjs"), "");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (entry: string, more: { timeoutMs?: number } = {}) =>
    validateInThread({ entry: at(entry), artifactPath: at("good.zip"), ...more });

  it("gives the same answer as without a thread", async () => {
    expect(await run("thread.mjs")).toEqual(await validatePackage(pluginZip()));
  });

  it.each([
    ["hang.mjs", { timeoutMs: 200 }],
    ["crash.mjs", {}],
    ["silent.mjs", {}],
  ])("survives %s", async (entry, limits) => {
    expect(await run(entry, limits)).toMatchObject({ ok: false, problems: [{ code: "too-heavy-to-check" }] });
  });

  it("does not blame the author when the artifact is missing", async () => {
    await expect(validateInThread({ entry: at("thread.mjs"), artifactPath: at("nothing.zip") })).rejects.toThrow();
  });

  it("never judges other bytes than those that were stored", async () => {
    const given = { entry: at("thread.mjs"), artifactPath: at("good.zip") };
    const expectedSha256 = createHash("sha256").update(pluginZip()).digest("hex");
    expect(await validateInThread({ ...given, expectedSha256 })).toMatchObject({ ok: true });
    await expect(validateInThread({ ...given, expectedSha256: "0".repeat(64) })).rejects.toMatchObject({ code: "ARTIFACT_CHANGED" });
  });
});
