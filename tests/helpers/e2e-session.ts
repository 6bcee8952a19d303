/** Sessions as `app/_server` knows them; that folder is for the web server alone and cannot be loaded here. */
import { createHash } from "node:crypto";

export const SESSION_COOKIE = "next-auth.session-token";

/** What the database holds instead of the cookie's token. */
export const sessionHashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
