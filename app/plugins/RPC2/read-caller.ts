import { countRequest } from "@/db/commands/count-request";
import { touchToken } from "@/db/commands/touch-token";
import { getTokenHolder, type TokenHolder } from "@/db/queries/api-tokens";
import { basicCredentials } from "@/lib/api-token";
import { clientNetwork } from "@/lib/client-address";
import { failedAuthLimit, type LimitState, rateLimitHeaders, uploadLimit } from "@/lib/rate-limits";
import type { TokenContext } from "../api/_upload/admit-token";
import { httpRefusal } from "./answers";

/** An answer by HTTP instead of a fault. */
export class Refused extends Error {
  constructor(readonly response: Response) {
    super("refused");
  }
}

export interface RpcCaller {
  /** Whose token came with the call. Counts the upload, once however often it is asked. @throws Refused without a token, or when there were too many uploads */
  forUpload(): Promise<TokenHolder>;
}

const CHALLENGE = { "www-authenticate": 'Basic realm="Greenbadge: account and API token", charset="UTF-8"' };

/**
 * Who calls: the user is the account's mail address or its name, the password one of its tokens. The token alone proves
 * who it is; another's name beside it is a mistake that the caller should hear of.
 *
 * @throws Refused (401, or 429 after too many) for credentials that do not work; none at all are fine until they are needed
 */
export async function readCaller(context: TokenContext, headers: Headers): Promise<RpcCaller> {
  const { db, env } = context;
  const isGiven = headers.has("authorization");
  const given = basicCredentials(headers);
  const holder = given ? await getTokenHolder(db, given.password) : null;
  const isTheirs = holder !== null && given !== null && isNameOf(holder, given.user);
  if (isGiven && !isTheirs) {
    const state = await countRequest(db, failedAuthLimit(env), { key: clientNetwork(headers), secret: env.AUTH_SECRET });
    throw new Refused(
      state.isExceeded
        ? tooMany(state, "wrong passwords from this address")
        : httpRefusal(401, "Wrong credentials: the user is your mail address, the password an API token that works.", CHALLENGE),
    );
  }
  let upload: Promise<TokenHolder> | null = null;
  return {
    forUpload() {
      if (!holder) throw new Refused(httpRefusal(401, "An upload needs your mail address and an API token as the password.", CHALLENGE));
      upload ??= countUpload(context, holder);
      return upload;
    },
  };
}

async function countUpload({ db, env }: TokenContext, holder: TokenHolder): Promise<TokenHolder> {
  await touchToken(db, holder.tokenId);
  const state = await countRequest(db, uploadLimit(env), { key: holder.tokenId, secret: env.AUTH_SECRET });
  if (state.isExceeded) throw new Refused(tooMany(state, "uploads with this token"));
  return holder;
}

const tooMany = (state: LimitState, what: string) =>
  httpRefusal(429, `Too many ${what}. Try again in ${Math.max(1, Math.ceil(state.resetSeconds / 60))} min.`, rateLimitHeaders(state));

function isNameOf({ email, name }: TokenHolder, user: string): boolean {
  const same = (text: string) => text !== "" && text.toLowerCase() === user.trim().toLowerCase();
  return same(email) || same(name);
}
