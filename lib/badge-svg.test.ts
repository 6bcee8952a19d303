import { expect, test } from "vitest";
import { renderBadge, renderUnknownBadge } from "./badge-svg";

const badge = (verdict: Parameters<typeof renderBadge>[0]["verdict"], keptWithReason = 0) => renderBadge({ verdict, keptWithReason });

test("says its state in words, once as text and once for screen readers", () => {
  expect(badge("passed")).toContain("<title>security scan: Checks passed. ");
  expect(badge("blocked")).toMatch(/<text [^>]*>Critical findings<\/text>/);
  expect(badge("inconclusive")).toContain("Could not be checked");
  expect(badge(null)).toContain("Not checked yet");
  expect(badge("passed", 1)).toContain("Checks passed, 1 kept with reason");
  expect(renderUnknownBadge()).toContain("No such plugin");
});

test("advice is an i to the left of a green badge", () => {
  const withAdvice = badge("advisory");
  expect(withAdvice).toContain('<circle cx="10" cy="10" r="9"');
  expect(withAdvice).toContain("#1a7f37");
  expect(badge("passed")).not.toContain("<circle");
});

test("states differ without colour", () => {
  const drawn = [badge("passed"), badge("blocked"), badge(null)].map((svg) =>
    svg.replace(/#[0-9a-f]{6}/g, "").replace(/<title>.*?<\/title>|aria-label="[^"]*"/g, ""),
  );
  expect(new Set(drawn).size).toBe(3);
});
