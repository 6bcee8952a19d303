import { expect, test } from "vitest";
import { escapeXml, FEED_END, FEED_HEAD, type FeedEntry, renderEntry } from "./feed-xml";

const ENTRY: FeedEntry = {
  pluginId: 7,
  packageName: "sample",
  name: 'Sample "A" & <B>',
  version: "1.0.0",
  description: "d",
  about: "a",
  isTrusted: true,
  qgisMinimumVersion: "3.22",
  qgisMaximumVersion: "3.99",
  homepage: "https://example.org",
  iconUrl: "",
  downloadUrl: "https://site.example/plugins/sample/version/1.0.0/download/",
  securityUrl: "https://site.example/plugins/sample/version/1.0.0#security-tab",
  authorName: "Author",
  uploadedBy: "Uploader",
  createdAt: new Date("2026-01-02T03:04:05Z"),
  updatedAt: new Date("2026-02-03T04:05:06Z"),
  isExperimental: false,
  isDeprecated: true,
  tracker: "https://example.org/t",
  repository: "https://example.org/r",
  tags: ["one", "two"],
  downloads: 3,
  ratingVotes: 4,
  averageVote: 3.5,
  externalDependencies: "",
  isServer: false,
  category: "Vector",
  changelog: "",
  pluginDependencies: ["other==1.0"],
  sha256: "ab".repeat(32),
  securityStatus: "advisory",
};

const renderFeed = (entries: readonly FeedEntry[]) => `${FEED_HEAD}${entries.map(renderEntry).join("")}${FEED_END}`;

/** What Desktop does to the text before it parses it. */
const asDesktopReads = (xml: string) => xml.replaceAll("& ", "&amp; ");
const cdataText = (xml: string, element: string) =>
  [...(new RegExp(`<${element}>(.*?)</${element}>`, "s").exec(asDesktopReads(xml))?.[1] ?? "").matchAll(/<!\[CDATA\[(.*?)\]\]>/gs)]
    .map((match) => match[1])
    .join("");

test("an empty feed is a document still", () => {
  expect(renderFeed([])).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<plugins>\n</plugins>\n');
});

test("values have the forms that Desktop expects", () => {
  const xml = renderFeed([ENTRY]);
  expect(xml).toContain('<pyqgis_plugin name="Sample &quot;A&quot; &amp; &lt;B&gt;" version="1.0.0" plugin_id="7">');
  for (const line of [
    "<trusted>True</trusted>",
    "<experimental>False</experimental>",
    "<deprecated>True</deprecated>",
    "<server>False</server>",
  ])
    expect(xml).toContain(line);
  expect(xml).toContain("<file_name>sample.1.0.0.zip</file_name>");
  expect(xml).toContain("<create_date>2026-01-02T03:04:05.000Z</create_date>");
  expect(xml).toContain("<security_status>advisory</security_status>");
  expect(xml).toContain(`<sha256>${"ab".repeat(32)}</sha256>`);
});

test("hostile and unusual texts arrive as they are", () => {
  const about = 'ends ]]> early, <b>tags</b>, Q & A, ]]>]]>, "quotes", \u{1F5FA}';
  const xml = renderFeed([{ ...ENTRY, about }]);
  expect(cdataText(xml, "about")).toBe(about);
  expect(asDesktopReads(xml)).toBe(xml);
});

test("what XML forbids is left out", () => {
  expect(escapeXml("a\u0000\u0008b\uFFFFc\uD800d")).toBe("abcd");
  expect(cdataText(renderFeed([{ ...ENTRY, about: "a\u0001b\uDC00" }]), "about")).toBe("ab");
});
