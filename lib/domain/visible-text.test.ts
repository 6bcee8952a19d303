import { expect, test } from "vitest";
import { visibleText } from "./visible-text";

test("nothing in a line goes unseen", () => {
  expect(visibleText("\tplain = 'Grüße, 日本'")).toBe("\tplain = 'Grüße, 日本'");
  expect(visibleText("if a == '\u202Euser\u2066'")).toBe("if a == '[U+202E]user[U+2066]'");
  expect(visibleText("a\u0000b\rc\u001b[31md")).toBe("a[U+0000]b[U+000D]c[U+001B][31md");
  expect(visibleText("zero\u200bwidth, \u3164 = 1, v\ufe0f\u{e0101}")).toBe("zero[U+200B]width, [U+3164] = 1, v[U+FE0F U+E0101]");
  expect(visibleText(`x${"\u{e0100}".repeat(1000)}`)).toBe("x[U+E0100 U+E0100 U+E0100 U+E0100 and 996 more]");
});

test("blanks that push code out of sight are counted; an indent is none", () => {
  expect(visibleText(`x = 1${" ".repeat(500)}; evil()`)).toBe("x = 1[500 blanks]; evil()");
  expect(visibleText(`${" ".repeat(40)}x`)).toBe(`${" ".repeat(40)}x`);
});
