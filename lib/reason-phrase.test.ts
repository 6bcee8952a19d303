import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reasonPhrase } from "./reason-phrase";

describe("one line of cause", () => {
  it("keeps the words and loses what cannot stand in a status line", () => {
    expect(reasonPhrase("The folder is called “Größe”, not “size”.")).toBe('The folder is called "Große", not "size".'.replace("ß", "?"));
    expect(reasonPhrase("évil\r\nSet-Cookie: a=b\u0000\u2028x")).toBe("evil Set-Cookie: a=b x");
    expect(reasonPhrase("名前.zip")).toBe("??.zip");
  });

  it("is cut where a log would be unreadable", () => {
    const cut = reasonPhrase("word ".repeat(100));
    expect(cut.length).toBeLessThanOrEqual(120);
    expect(cut).toMatch(/^word .*[a-z]\.\.\.$/);
  });

  it("is a valid reason phrase, whatever somebody calls their file", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
        const phrase = reasonPhrase(`unsafe name: ${name}`);
        expect(phrase).toMatch(/^[\x20-\x7e]{1,120}$/);
        expect(new Response(null, { status: 400, statusText: phrase }).statusText).toBe(phrase);
      }),
      { numRuns: 500 },
    );
  });
});
