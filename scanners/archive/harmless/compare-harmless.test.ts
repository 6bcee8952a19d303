import { deflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { type PluginOptions, pluginFiles } from "@/tests/builders/plugin";
import { png } from "@/tests/builders/png";
import { zipFolder } from "@/tests/builders/zip";
import { openPackage } from "../read-zip";
import { compareHarmless, rememberApproved } from "./compare-harmless";

const open = (options: PluginOptions) => openPackage(zipFolder(pluginFiles(options)));
const compare = async (before: PluginOptions, after: PluginOptions) =>
  compareHarmless(rememberApproved(await open(before)), await open(after));

const QM = Uint8Array.from([0x3c, 0xb8, 0x64, 0x18, 0xca, 0xef, 0x9c, 0x95, 0xcd, 0x21, 0x1c, 0xbf, 0x60, 0xa1, 0xbd, 0xdd, 1, 2, 3]);
const TS = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="de"></TS>\n';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z" fill="#0a0"/></svg>';
const PYTHON = "import os\n";

it("names what differs when it is harmless", async () => {
  const after = { files: { "i18n/de.qm": QM, "i18n/de.ts": TS, "README.md": "# Hello\n", "icon.png": png(2, 2) }, version: "1.0.1" };
  expect(await compare({}, after)).toEqual({
    isHarmless: true,
    words: "2 translations, 1 document, 1 image and texts of metadata.txt",
  });
  expect(await compare({}, {})).toEqual({ isHarmless: true, words: "no file" });
});

it.each<[string, Record<string, string | Uint8Array>]>([
  ["a translation", { "i18n/de.qm": QM }],
  ["gettext", { "i18n/de.po": 'msgid "a"\nmsgstr "b"\n' }],
  ["a read me without an ending", { README: "hello\n" }],
  ["a document in a folder", { "docs/index.rst": "Hello\n=====\n" }],
  ["a quiet SVG", { "icon.svg": SVG }],
  ["a style sheet", { "style.qss": "QLabel { color: #111; }\n" }],
  ["an SLD", { "s.sld": '<StyledLayerDescriptor version="1.0.0"></StyledLayerDescriptor>' }],
])("%s is harmless", async (_, files) => {
  expect(await compare({}, { files })).toMatchObject({ isHarmless: true });
});

it.each<[string, Record<string, string | Uint8Array | null>]>([
  ["a changed Python file", { "plugin.py": "VALUE = 2\n" }],
  ["a new Python file", { "extra.py": PYTHON }],
  ["a Python file that is gone", { "plugin.py": null }],
  ["a changed licence", { LICENSE: "All rights reserved.\n" }],
  ["requirements", { "requirements.txt": "requests\n" }],
  ["HTML", { "help/index.html": "<p>hello</p>" }],
  ["a style that can carry Python", { "style.qml": "<!DOCTYPE qgis>\n<qgis></qgis>" }],
  ["data", { "data.json": "{}" }],
  ["Python that says it is a PNG", { "icon.png": PYTHON }],
  ["a PNG with something behind its end", { "icon.png": Buffer.concat([png(2, 2), Buffer.from(PYTHON)]) }],
  ["a ZIP behind a PNG", { "icon.png": Buffer.concat([png(2, 2), zipFolder({ "a/b.py": PYTHON })]) }],
  ["a PNG named JPEG", { "icon.jpg": png(2, 2) }],
  ["a damaged PNG", { "icon.png": png(2, 2).subarray(0, 40) }],
  ["a ZIP that says it is a translation", { "i18n/de.qm": zipFolder({ "a/b.py": PYTHON }) }],
  ["a translation with a ZIP behind it", { "i18n/de.qm": Buffer.concat([QM, zipFolder({ "a/b.py": PYTHON })]) }],
  ["TypeScript", { "i18n/de.ts": "export const a = 1;\n" }],
  ["a translation with entities", { "i18n/de.ts": '<!DOCTYPE TS [<!ENTITY a "b">]>\n<TS></TS>' }],
  ["a document that is not text", { "README.md": Uint8Array.from([0x50, 0x4b, 0, 4]) }],
  ["a compressed document", { "README.md": deflateSync("hello") }],
  ["a style sheet that loads", { "style.css": '@import "https://example.org/a.css";' }],
  ["an SVG with a script", { "icon.svg": SVG.replace("<path", "<script>alert(1)</script><path") }],
  [
    "an SVG with a script of another prefix",
    { "icon.svg": SVG.replace("<svg ", '<svg xmlns:i="http://www.w3.org/2000/svg" ').replace("<path", "<i:script/><path") },
  ],
  ["an SVG with an event", { "icon.svg": SVG.replace("<path", '<path onload="alert(1)"') }],
  ["an SVG that loads", { "icon.svg": SVG.replace("<path", '<image href="https://example.org/a.png"/><path') }],
  ["an SVG that loads in a style", { "icon.svg": SVG.replace('fill="#0a0"', 'fill="url(https://example.org/a)"') }],
  ["an SVG with a link", { "icon.svg": SVG.replace("<path", '<a href="#x"/><path') }],
  ["an SVG with HTML in it", { "icon.svg": SVG.replace("<path", '<b xmlns="http://www.w3.org/1999/xhtml"/><path') }],
  ["an SVG with a style sheet beside it", { "icon.svg": `<?xml-stylesheet href="a.css"?>${SVG}` }],
  ["an SVG with entities", { "icon.svg": `<!DOCTYPE svg [<!ENTITY a "b">]>${SVG}` }],
])("%s is not", async (_, files) => {
  expect(await compare({}, { files })).toMatchObject({ isHarmless: false });
});

it("a Python file that was renamed is no renamed picture", async () => {
  const work = { files: { "work.py": PYTHON } };
  const renamed = await compare(work, { files: { "work.md": PYTHON } });
  expect(renamed).toEqual({ isHarmless: false, words: "“sample_plugin/work.py” is gone, and it is of a kind that a person looks at." });
});

it("a file that may be run now is not harmless, whatever it is called", async () => {
  const readMe = (mode: number) => ({ files: { "README.md": { content: "hello\n", mode } } });
  expect(await compare(readMe(0o644), readMe(0o755))).toMatchObject({ isHarmless: false });
  expect(await compare(readMe(0o664), readMe(0o644))).toMatchObject({ isHarmless: true });
  expect(await compare({}, readMe(0o755))).toMatchObject({ isHarmless: false });
});

it.each(["description", "about", "changelog", "tags", "description[de]"])("a changed %s is a text", async (key) => {
  expect(await compare({}, { metadata: { [key]: "Something else" } })).toEqual({ isHarmless: true, words: "texts of metadata.txt" });
});

it.each([
  ["qgisMinimumVersion", "3.28"],
  ["qgisMaximumVersion", "4.99"],
  ["plugin_dependencies", "other"],
  ["hasProcessingProvider", "yes"],
  ["server", "True"],
  ["icon", "other.png"],
  ["author", "Somebody Else"],
  ["repository", "https://example.com/"],
  ["name", "Another Name"],
  ["aKeyOfItsOwn", "1"],
])("a changed %s is more", async (key, value) => {
  const compared = await compare({}, { metadata: { [key]: value } });
  expect(compared).toEqual({ isHarmless: false, words: `metadata.txt changes “${key}”, which is more than a text.` });
});

it("another section of metadata.txt, which the plugin may read, is more", async () => {
  const before = await open({});
  const text = Buffer.from(before.files.find((file) => file.path.endsWith("/metadata.txt"))?.bytes ?? []).toString();
  expect(await compare({}, { files: { "metadata.txt": `${text}[own]\ncommand=rm\n` } })).toMatchObject({ isHarmless: false });
});

it("another top folder is another plugin", async () => {
  expect(await compare({}, { packageName: "another" })).toMatchObject({ isHarmless: false });
});
