import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/** How long a sign-in lasts. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

const isHttps = () => env().publicUrl.startsWith("https://");

/** next-auth's own name for the cookie; told to it explicitly, so that both agree. */
export const sessionCookieName = () => `${isHttps() ? "__Secure-" : ""}next-auth.session-token`;

export const sessionCookieOptions = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: isHttps() }) as const;

export const newSessionToken = (): string => randomBytes(32).toString("base64url");

/** What the database holds instead of the token. The token is random, so a plain hash is enough. */
export const sessionHashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
