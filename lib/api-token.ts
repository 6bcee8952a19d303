import { createHash, randomBytes } from "node:crypto";

/** A prefix that says whose it is, so that scanners for leaked secrets can know it. */
const PREFIX = "gb_";
const RANDOM_BYTES = 32;
/** Of `PREFIX` and 32 bytes in base64url. */
const SHAPE = /^gb_[A-Za-z0-9_-]{43}$/;

export interface NewApiToken {
  /** Shown once, kept nowhere. */
  token: string;
  tokenHash: string;
  ending: string;
}

export function newApiToken(): NewApiToken {
  const token = `${PREFIX}${randomBytes(RANDOM_BYTES).toString("base64url")}`;
  return { token, tokenHash: apiTokenHash(token), ending: token.slice(-4) };
}

const BEARER = /^(?:bearer|token)\s+(\S+)\s*$/i;

/** The token of a request's `Authorization` header, or null. */
export const bearerToken = (headers: Headers): string | null => BEARER.exec(headers.get("authorization")?.trim() ?? "")?.[1] ?? null;

/** User and password of a request that authenticates with HTTP Basic, or null. */
export function basicCredentials(headers: Headers): { user: string; password: string } | null {
  const encoded = /^basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(headers.get("authorization")?.trim() ?? "")?.[1];
  const text = encoded ? Buffer.from(encoded, "base64").toString("utf8") : "";
  const colon = text.indexOf(":");
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1).trim() };
}

/** What can be no token is not looked up. */
export const looksLikeApiToken = (text: string): boolean => SHAPE.test(text);

/** The token is random, so a plain hash is enough. */
export const apiTokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");
