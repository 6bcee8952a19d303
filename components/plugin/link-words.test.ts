import { expect, it } from "vitest";
import type { LinkCheck } from "@/lib/domain/link-state";
import { linkWords } from "./link-words";

const since = new Date("2026-03-01T10:00:00Z");
const check = (facts: Partial<LinkCheck>): LinkCheck => ({
  state: "ok",
  httpStatus: null,
  problem: null,
  checkedAt: new Date("2026-03-08T10:00:00Z"),
  failingSince: null,
  failures: 0,
  ...facts,
});
const said = (known: LinkCheck | null): string => {
  const { text, since: from, reason } = linkWords(known);
  return `${text}${from ? ` since ${from.toISOString().slice(0, 10)}` : ""}${reason ? `: ${reason}` : ""}`;
};

it("says what is known of a link, since when it fails, and why", () => {
  const failing = { failingSince: since, failures: 3 };
  expect(said(null)).toBe("Not checked yet");
  expect(said(check({ state: "not-checked", checkedAt: null }))).toBe("Not checked yet");
  expect(said(check({ httpStatus: 200 }))).toBe("Answers");
  expect(said(check({ httpStatus: 403 }))).toBe("Answers, but not to programs: HTTP 403");
  expect(said(check({ state: "dead", httpStatus: 404, ...failing }))).toBe("No such page since 2026-03-01: HTTP 404");
  expect(said(check({ state: "unreachable", httpStatus: 503, ...failing }))).toBe("Did not answer since 2026-03-01: HTTP 503");
  expect(said(check({ state: "unreachable", problem: "timeout", ...failing }))).toBe(
    "Did not answer since 2026-03-01: nothing came within 5 seconds",
  );
  expect(said(check({ state: "refused", problem: "private-address", ...failing }))).toBe("Not checked: it leads into a private network");
  expect(said(check({ state: "not-checked", problem: "name", failingSince: since, failures: 1 }))).toBe(
    "Did not answer; will be tried again: its name has no public address",
  );
  expect(said(check({ httpStatus: 502, failingSince: since, failures: 2 }))).toBe("Did not answer; will be tried again: HTTP 502");
});
