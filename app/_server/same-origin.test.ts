import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./same-origin";

const site = "https://plugins.example.org";
const says = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), site);

describe("isSameOrigin", () => {
  it("believes the browser's own word first", () => {
    expect(says({ "sec-fetch-site": "same-origin" })).toBe(true);
    for (const other of ["cross-site", "same-site", "none"]) expect(says({ "sec-fetch-site": other, origin: site })).toBe(false);
  });
  it("compares the origin for older browsers", () => {
    expect(says({ origin: site })).toBe(true);
    expect(says({ origin: "http://localhost:3000", host: "localhost:3000" })).toBe(true);
    expect(says({ origin: "https://example.com", host: "plugins.example.org" })).toBe(false);
    expect(says({ origin: "null", host: "plugins.example.org" })).toBe(false);
  });
  it("refuses requests that no page sent", () => expect(says({ host: "plugins.example.org" })).toBe(false));
});
