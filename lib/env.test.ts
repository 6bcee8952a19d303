import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ENVIRONMENT_VARIABLES, parseEnv } from "./env";

const GOOD = { DATABASE_URL: "postgres://user@db.example/greenbadge", AUTH_SECRET: "x".repeat(32), PUBLIC_URL: "https://plugins.example/" };

describe("configuration", () => {
  it("lists everything that is missing at once", () => {
    expect(() => parseEnv({})).toThrow(/DATABASE_URL[\s\S]*AUTH_SECRET[\s\S]*PUBLIC_URL/);
  });

  it("refuses a short secret", () => {
    expect(() => parseEnv({ ...GOOD, AUTH_SECRET: "short" })).toThrow(/AUTH_SECRET.*32/);
  });

  it("drops the slash at the end of the public address", () => {
    expect(parseEnv(GOOD).publicUrl).toBe("https://plugins.example");
  });

  it("refuses half a sign-in provider", () => {
    expect(() => parseEnv({ ...GOOD, GITHUB_ID: "id" })).toThrow(/GITHUB_SECRET: must be set when GITHUB_ID is/);
  });

  it("refuses two ways to send mail", () => {
    expect(() => parseEnv({ ...GOOD, RESEND_API_KEY: "key", SMTP_URL: "smtp://mail.example" })).toThrow(/SMTP_URL/);
  });

  it("never runs demo mode, where anybody signs in as anybody, on another machine's database or address", () => {
    expect(() => parseEnv({ ...GOOD, GREENBADGE_DEMO: "1" })).toThrow(/demo mode/);
    const local = { ...GOOD, DATABASE_URL: "postgres://user@127.0.0.1:5432/x", PUBLIC_URL: "http://127.0.0.1:3000" };
    expect(parseEnv({ ...local, GREENBADGE_DEMO: "1" }).isDemo).toBe(true);
    expect(parseEnv(local).isDemo).toBe(false);
  });

  it("asks other people's addresses in production unless that is switched off, and never from a demonstration", () => {
    const may = (more: object) => parseEnv({ ...GOOD, ...more }).mayAskOutside;
    expect(may({})).toBe(true);
    expect(may({ OUTBOUND_REQUESTS: "" })).toBe(true);
    expect(may({ OUTBOUND_REQUESTS: "off" })).toBe(false);
    expect(may({ NODE_ENV: "test" })).toBe(false);
    expect(may({ NODE_ENV: "development" })).toBe(false);
    expect(may({ NODE_ENV: "development", OUTBOUND_REQUESTS: "on" })).toBe(true);
    const demo = { DATABASE_URL: "postgres://user@127.0.0.1:5432/x", PUBLIC_URL: "http://127.0.0.1:3000", GREENBADGE_DEMO: "1" };
    expect(may({ ...demo, OUTBOUND_REQUESTS: "on" })).toBe(false);
    expect(() => may({ OUTBOUND_REQUESTS: "no" })).toThrow(/OUTBOUND_REQUESTS: must be "on" or "off"/);
  });

  it(".env.example names exactly the variables that are read", () => {
    const named = readFileSync(".env.example", "utf8").match(/^[A-Z_]+(?==)/gm) ?? [];
    expect([...named].sort()).toEqual([...ENVIRONMENT_VARIABLES].sort());
  });
});
