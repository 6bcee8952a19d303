import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { countRequest } from "@/db/commands/count-request";
import { touchToken } from "@/db/commands/touch-token";
import { getDb } from "@/db/context";
import { getTokenHolder, type TokenHolder } from "@/db/queries/api-tokens";
import { bearerToken } from "@/lib/api-token";
import { clientNetwork } from "@/lib/client-address";
import { env } from "@/lib/env";
import { type AppError, appError } from "@/lib/errors";
import { failedAuthLimit } from "@/lib/rate-limits";
import { ok, type Result } from "@/lib/result";
import { getSignedIn, type SignedInSession } from "./session";

/** Who asks at an address that programs and browsers use: a token, if one was sent, else whoever is signed in. */
export type Caller = ({ kind: "token" } & TokenHolder) | ({ kind: "person" } & SignedInSession);

/**
 * A request that carries an `Authorization` header is judged by it alone: a wrong token never falls back to a cookie.
 *
 * @returns null for a stranger; not-allowed for a token that does not work (any more); rate-limited for the address of one
 * who tries many
 */
export const getCaller = cache(async (): Promise<Result<Caller | null, AppError>> => {
  const sent = await headers();
  if (sent.get("authorization") === null) {
    const person = await getSignedIn();
    return ok(person && { kind: "person", ...person });
  }
  const token = bearerToken(sent);
  const holder = token ? await getTokenHolder(getDb(), token) : null;
  if (holder) {
    await touchToken(getDb(), holder.tokenId);
    return ok({ kind: "token", ...holder });
  }
  const config = env();
  const { isExceeded } = await countRequest(getDb(), failedAuthLimit(config), { key: clientNetwork(sent), secret: config.AUTH_SECRET });
  return isExceeded
    ? appError("rate-limited", "Too many wrong tokens came from this address. Come back later.")
    : appError("not-allowed", "This token does not work: it is wrong, was revoked, or has expired.");
});
