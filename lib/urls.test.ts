import { describe, expect, it } from "vitest";
import { absoluteUrl, safeReturnTo, urls } from "./urls";

describe("urls", () => {
  it("writes the bookmarked addresses", () => {
    expect(urls.securityTab("my_plugin", "1.0+b 2")).toBe("/plugins/my_plugin/version/1.0%2Bb%202#security-tab");
    expect(urls.securityTab("p", "1", { mail: "m1" })).toBe("/plugins/p/version/1?mail=m1#security-tab");
    expect(urls.download("p", "1.2")).toBe("/plugins/p/version/1.2/download/");
    expect(urls.ruleDocs("bandit/B602")).toBe("/docs/security-scanning/rules/bandit/B602");
    expect(urls.feed({ qgis: "3.34", package_name: "p" })).toBe("/plugins/plugins.xml?qgis=3.34&package_name=p");
    expect(absoluteUrl("https://example.org", urls.home())).toBe("https://example.org/");
  });
});

describe("safeReturnTo", () => {
  it("keeps pages of this site", () => {
    for (const path of ["/", "/plugins/my", "/review/3?mail=x#top"]) expect(safeReturnTo(path)).toBe(path);
  });
  it("turns everything else into the home page", () => {
    for (const path of [
      undefined,
      null,
      "",
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "javascript:alert(1)",
      "/a\nb",
      "/a\\b",
      "/\t/evil.example",
    ])
      expect(safeReturnTo(path)).toBe("/");
  });
});
