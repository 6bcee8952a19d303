import { expect, test } from "vitest";
import { domainOf, headersOf } from "./headers";

const from = "Greenbadge <no-reply@plugins.example.org>";

test("mails of a thread answer one message at the sender's domain", () => {
  const root = "<version-12@plugins.example.org>";
  expect(headersOf({ thread: "version-12" }, from)).toEqual({
    "Auto-Submitted": "auto-generated",
    "In-Reply-To": root,
    References: root,
  });
  expect(domainOf("no sender at all")).toBe("localhost");
});

test("what may be stopped says how, for one press (RFC 8058)", () =>
  expect(headersOf({ unsubscribeUrl: "https://plugins.example.org/account/mails/unsubscribe?token=a.b-c_d" }, from)).toEqual({
    "Auto-Submitted": "auto-generated",
    "List-Unsubscribe": "<https://plugins.example.org/account/mails/unsubscribe?token=a.b-c_d>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  }));

test("nothing in them begins another header", () => {
  for (const thread of ["version-1\r\nBcc: all@example.org", "version-1>", "", "Ünicode", "a b"])
    expect(() => headersOf({ thread }, from), thread).toThrow();
  for (const unsubscribeUrl of [
    "https://example.org/\r\nBcc: all@example.org",
    "https://example.org/>, <mailto:x@y>",
    "javascript:alert(1)",
    "https://a b",
  ])
    expect(() => headersOf({ unsubscribeUrl }, from), unsubscribeUrl).toThrow();
});
