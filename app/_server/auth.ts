import "server-only";
import type { NextAuthOptions } from "next-auth";
import { getDb } from "@/db/context";
import { type Account, type AccountPerson, getPersonByAccount, getPersonByEmail } from "@/db/queries/people";
import { env } from "@/lib/env";
import { log } from "@/lib/logger";
import { urls } from "@/lib/urls";
import { authAdapter } from "./auth-adapter";
import { authProviders, type VouchedProfile } from "./auth-providers";
import { newSessionToken, SESSION_SECONDS, sessionCookieName, sessionCookieOptions } from "./session-cookie";
import { signInProblem } from "./sign-in-problem";

/** Read at each request rather than once: nothing of the configuration is needed to build the site. */
export function authOptions(): NextAuthOptions {
  const config = env();
  // next-auth knows its own address only from this variable.
  process.env.NEXTAUTH_URL = config.publicUrl;
  return {
    secret: config.AUTH_SECRET,
    adapter: authAdapter(),
    providers: authProviders(config),
    session: { strategy: "database", maxAge: SESSION_SECONDS, generateSessionToken: newSessionToken },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    pages: { signIn: urls.signIn(), error: urls.signIn(), verifyRequest: urls.checkMail() },
    callbacks: {
      signIn: ({ account, profile, user, email }) =>
        account?.type === "oauth"
          ? admitAccount(account, profile as VouchedProfile | undefined)
          : admitAddress(user.email ?? "", email?.verificationRequest === true),
      redirect: ({ url }) => ownAddress(url, config.publicUrl),
    },
    logger: {
      // Details may hold addresses and tokens: the code says enough to look further.
      error: (code, metadata) =>
        log.warn("auth.error", { code, problem: metadata instanceof Error ? metadata.name : (metadata.error?.name ?? "unknown") }),
      warn: (code) => log.warn("auth.warning", { code }),
      debug: () => {},
    },
  };
}

/** A known account may come in; a new one only with an address that its provider vouches for, so that nobody takes over an account by typing its address elsewhere. */
async function admitAccount(account: Account, profile: VouchedProfile | undefined): Promise<true | string> {
  const known = await getPersonByAccount(getDb(), { provider: account.provider, providerAccountId: account.providerAccountId });
  if (known) return unlessSuspended(known);
  if (!profile?.email || profile.email_verified !== true) return signInProblem("email-not-verified");
  return unlessSuspended(await getPersonByEmail(getDb(), profile.email));
}

/** When a link is asked for, nothing on the page tells whether an account exists or is suspended; no mail goes out then. */
async function admitAddress(address: string, isRequest: boolean): Promise<true | string> {
  const person = await getPersonByEmail(getDb(), address);
  if (isRequest && person?.isSuspended) return urls.checkMail();
  return unlessSuspended(person);
}

const unlessSuspended = (person: AccountPerson | null): true | string => (person?.isSuspended ? signInProblem("suspended") : true);

function ownAddress(url: string, publicUrl: string): string {
  const target = URL.canParse(url, publicUrl) ? new URL(url, publicUrl) : null;
  return target?.origin === new URL(publicUrl).origin ? target.href : publicUrl;
}
