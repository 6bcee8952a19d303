import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { type FeedEntry, plainText, readFeed } from "./feed-reader";

const entry = (inside: string, attributes = 'name="Sample" version="1.0" plugin_id="7"') =>
  `<pyqgis_plugin ${attributes}>${inside}</pyqgis_plugin>`;
const feed = (...entries: string[]) => `<?xml version="1.0" encoding="UTF-8"?>\n<plugins>\n${entries.join("\n")}\n</plugins>`;
const FILE = "<file_name>sample.1.0.zip</file_name>";

async function read(text: string, chunk = 7): Promise<FeedEntry[]> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, index) => bytes.subarray(index * chunk, (index + 1) * chunk));
  const entries: FeedEntry[] = [];
  await readFeed(Readable.from(chunks), "plugins.xml", (one) => entries.push(one));
  return entries;
}

test("what a feed says of a version, however its bytes are cut", async () => {
  const text = feed(entry(`${FILE}<tags><![CDATA[a,ö & b]]></tags><about/>`, 'name="Größe &amp; &lt;Maß&gt;" version="1.0" plugin_id="7"'));
  for (const chunk of [1, 2, 3, 1000]) {
    const [one] = await read(text, chunk);
    expect(one).toMatchObject({ name: "Größe & <Maß>", version: "1.0", pluginId: 7, packageName: "sample", fileName: "sample.1.0.zip" });
    expect(plainText(one?.texts.tags)).toBe("a,ö & b");
    expect(plainText(one?.texts.about)).toBe("");
  }
});

test("a lone ampersand before a blank is read as Desktop reads it", async () => {
  expect((await read(feed(entry(`${FILE}<author_name>A & B</author_name>`))))[0]?.texts.author_name).toBe("A & B");
});

test("texts of today's site are escaped once more inside CDATA", () => {
  expect(plainText("D&#x27;Arc &amp; &lt;Co&gt; &quot;x&quot;")).toBe(`D'Arc & <Co> "x"`);
  expect(plainText(" None ")).toBe("");
  expect(plainText("&bogus; &amp;lt;")).toBe("&bogus; &lt;");
});

test.each([
  ["a document type", `<!DOCTYPE plugins [<!ENTITY a "b">]>${feed(entry(FILE))}`, "a document type is not accepted"],
  ["an entity", feed(entry(`${FILE}<about>&a;</about>`)), "Invalid character entity"],
  ["something else", "<html><body/></html>", "begins with html instead of plugins"],
  ["no end", feed(entry(FILE)).slice(0, -12), "Unclosed root tag"],
  ["nothing", "", "it is empty"],
  ["depth", feed(entry(`${FILE}<a><b><c/></b></a>`)), "too deep"],
  ["no number as id", feed(entry(FILE, 'name="A" version="1" plugin_id="x"')), "has no number as plugin_id"],
  ["a path as file name", feed(entry("<file_name>../../a.1.zip</file_name>")), "has no usable file_name"],
  ["no file name", feed(entry("")), "has no usable file_name"],
  ["a text without an end", feed(entry(`${FILE}<about><![CDATA[${"x".repeat(1_100_000)}]]></about>`)), "too long"],
])("refuses %s, and says where", async (_what, text, message) => {
  await expect(read(text, 65_536)).rejects.toThrow(message);
  await expect(read(text, 65_536)).rejects.toThrow(/^plugins\.xml, line \d+: /);
});

test("ten thousand nested elements cost nothing", async () => {
  await expect(read(`<plugins>${"<a>".repeat(1_000_000)}`, 65_536)).rejects.toThrow("too deep");
});
