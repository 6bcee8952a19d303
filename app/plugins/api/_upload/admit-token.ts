import { actorFor } from "@/db/commands/actor";
import { countRequest } from "@/db/commands/count-request";
import { touchToken } from "@/db/commands/touch-token";
import type { Db } from "@/db/context";
import { getTokenHolder, type TokenHolder } from "@/db/queries/api-tokens";
import { getAddressedPlugin } from "@/db/queries/upload-address";
import { bearerToken } from "@/lib/api-token";
import { clientNetwork } from "@/lib/client-address";
import type { Env } from "@/lib/env";
import { failedAuthLimit, type LimitState, rateLimitHeaders, uploadLimit } from "@/lib/rate-limits";
import { err, ok, type Result } from "@/lib/result";
import { refusal, type UploadAnswer } from "./answer";

export interface TokenContext {
  db: Db;
  env: Env;
}

export interface UploadAddress {
  packageName: string;
  /** Of the version whose file is to be replaced. */
  version?: string;
}

const NO_TOKEN = "Send an API token in the header “Authorization: Bearer …”.";
const DEAD_TOKEN = "This token does not work: it is wrong, was revoked, or has expired.";

/** Whose token it is. Counts wrong ones by the address that they come from. */
export async function admitToken({ db, env }: TokenContext, headers: Headers): Promise<Result<TokenHolder, UploadAnswer>> {
  const token = bearerToken(headers);
  const holder = token ? await getTokenHolder(db, token) : null;
  if (holder) {
    await touchToken(db, holder.tokenId);
    return ok(holder);
  }
  const state = await countRequest(db, failedAuthLimit(env), { key: clientNetwork(headers), secret: env.AUTH_SECRET });
  return err(state.isExceeded ? tooMany(state, "wrong tokens from this address") : refusal(403, token ? DEAD_TOKEN : NO_TOKEN));
}

/** One more upload of this token. */
export async function countUpload({ db, env }: TokenContext, holder: TokenHolder): Promise<Result<LimitState, UploadAnswer>> {
  const state = await countRequest(db, uploadLimit(env), { key: holder.tokenId, secret: env.AUTH_SECRET });
  return state.isExceeded ? err(tooMany(state, "uploads with this token")) : ok(state);
}

function tooMany(state: LimitState, what: string): UploadAnswer {
  const minutes = Math.max(1, Math.ceil(state.resetSeconds / 60));
  return refusal(429, `Too many ${what}. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`, {
    isTemporary: true,
    headers: rateLimitHeaders(state),
  });
}

/**
 * Whether the token may upload to this address: asked before the body is read, and again when the file is taken in. A
 * plugin that does not exist and somebody else's get the same words, so that nobody learns names here.
 *
 * @returns the name that the package must have
 */
export async function admitUpload(
  { db }: Pick<TokenContext, "db">,
  holder: TokenHolder,
  address: UploadAddress,
): Promise<Result<{ packageName: string }, UploadAnswer>> {
  const plugin = await getAddressedPlugin(db, address.packageName, address.version);
  const by = { kind: "token", userId: holder.userId, tokenId: holder.tokenId } as const;
  const mayUpload = plugin ? (await actorFor(db, by, plugin.pluginId)).isEditor : holder.pluginId === null && address.version === undefined;
  if (!mayUpload) return err(refusal(403, `This token may not upload to “${address.packageName}”.`));
  if (address.version !== undefined && !plugin?.version)
    return err(refusal(404, `“${address.packageName}” has no version ${address.version}. Send a new version to …/version/add/.`));
  if (plugin?.version?.wasEverApproved) {
    const detail = `Version ${address.version} was published, so its file can never change. Raise the version number and send a new version.`;
    return err({ status: 401, cause: detail, body: { success: false, error: detail, detail } });
  }
  return ok({ packageName: plugin?.packageName ?? address.packageName });
}
