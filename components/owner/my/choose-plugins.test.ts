import { expect, test } from "vitest";
import { attentionOf, choosePlugins } from "./choose-plugins";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const version = (status: "blocked" | "validated" | "approved", verdict: "passed" | "blocked", n: number) => ({
  ...{ version: "1.0", status, verdict, openCritical: 0, openWarnings: 0, wasEverApproved: status === "approved", uploadedAt: day(n) },
});
const plugin = (name: string, newest: ReturnType<typeof version> | null, newestPublic: ReturnType<typeof version> | null = null) => ({
  ...{ name, packageName: `${name}_pkg`, newest, newestPublic },
});

const fine = plugin("Alpha", version("approved", "passed", 5), version("approved", "passed", 5));
const waits = plugin("Beta", version("validated", "passed", 4));
const reserved = plugin("Gamma", null);
const blocked = plugin("Delta", version("blocked", "blocked", 1));
const red = plugin("Eta", version("approved", "blocked", 2), version("approved", "blocked", 2));
const all = [fine, waits, reserved, blocked, red];
const names = (show: "all" | "act" | "wait" | "public" | "unpublished", sort: "attention" | "newest" | "name" = "attention", q = "") =>
  choosePlugins(all, { q, show, sort }).map((one) => one.name);

test("what needs its owner comes first, a public red badge too", () => {
  expect(names("all")).toEqual(["Delta", "Eta", "Gamma", "Beta", "Alpha"]);
  expect(names("act")).toEqual(["Delta", "Eta"]);
});

test("a correction that is on its way needs nobody", () => {
  expect(attentionOf({ ...red, newest: version("validated", "passed", 6) })).toBe("wait");
});

test("search looks at both names, filters and orders go together", () => {
  expect(names("all", "name", "TA_PKG")).toEqual(["Beta", "Delta", "Eta"]);
  expect(names("public", "newest")).toEqual(["Alpha", "Eta"]);
  expect(names("unpublished", "name")).toEqual(["Beta", "Delta", "Gamma"]);
  expect(names("wait")).toEqual(["Beta"]);
});
