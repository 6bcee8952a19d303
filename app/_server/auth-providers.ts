import "server-only";
import type { Profile } from "next-auth";
import EmailProvider from "next-auth/providers/email";
import GitHubProvider from "next-auth/providers/github";
import type { OAuthConfig, Provider } from "next-auth/providers/index";
import { z } from "zod";
import type { Env } from "@/lib/env";
import { sendsRealMail } from "@/lib/mailer";
import { sendSignInMail } from "./sign-in-mail";

/** A link that lies in a mailbox for longer is a risk; one that comes late can be asked for again. */
export const SIGN_IN_LINK_SECONDS = 60 * 60;

/** What both providers must tell us: an address, and that it was verified. */
export interface VouchedProfile {
  email?: string | null;
  email_verified?: boolean;
}

const isMailOn = (config: Env) => sendsRealMail(config) || config.isDemo;

/** What the sign-in page offers. */
export function offeredSignIns(config: Env): { mail: boolean; oauth: { id: string; name: string }[] } {
  return {
    mail: isMailOn(config),
    oauth: [
      ...(config.GITHUB_ID ? [{ id: "github", name: "GitHub" }] : []),
      ...(config.OIDC_ISSUER ? [{ id: "oidc", name: config.OIDC_NAME }] : []),
    ],
  };
}

export function authProviders(config: Env): Provider[] {
  return [
    ...(isMailOn(config) ? [mailProvider()] : []),
    ...(config.GITHUB_ID ? [gitHubProvider(config)] : []),
    ...(config.OIDC_ISSUER ? [oidcProvider(config)] : []),
  ];
}

const mailProvider = () =>
  EmailProvider({
    maxAge: SIGN_IN_LINK_SECONDS,
    sendVerificationRequest: ({ identifier, token, url }) =>
      sendSignInMail({ email: identifier, token, callbackUrl: new URL(url).searchParams.get("callbackUrl") ?? undefined }),
  });

const gitHubEmails = z.array(z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }));

/** GitHub's public profile may show any address or none: we ask for the primary one and whether it was verified. */
function gitHubProvider(config: Env) {
  return GitHubProvider({
    clientId: config.GITHUB_ID ?? "",
    clientSecret: config.GITHUB_SECRET ?? "",
    // Safe because the sign-in callback lets nobody in whose address is not verified.
    allowDangerousEmailAccountLinking: true,
    userinfo: {
      url: "https://api.github.com/user",
      async request({ client, tokens }) {
        const accessToken = tokens.access_token ?? "";
        const profile = await client.userinfo(accessToken);
        const answer = await fetch("https://api.github.com/user/emails", {
          headers: { authorization: `Bearer ${accessToken}`, accept: "application/vnd.github+json" },
          signal: AbortSignal.timeout(10_000),
        });
        const primary = answer.ok ? gitHubEmails.parse(await answer.json()).find((one) => one.primary) : undefined;
        return { ...profile, email: primary?.email ?? null, email_verified: primary?.verified ?? false } as unknown as Profile;
      },
    },
  });
}

const claims = z.object({
  sub: z.string().min(1),
  email: z.email().nullish(),
  name: z.string().nullish(),
  preferred_username: z.string().nullish(),
});

function oidcProvider(config: Env): OAuthConfig<VouchedProfile> {
  return {
    id: "oidc",
    name: config.OIDC_NAME,
    type: "oauth",
    wellKnown: `${config.OIDC_ISSUER?.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    clientId: config.OIDC_CLIENT_ID,
    clientSecret: config.OIDC_CLIENT_SECRET,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    // As above: only verified addresses get this far.
    allowDangerousEmailAccountLinking: true,
    profile(profile) {
      const { sub, email, name, preferred_username: userName } = claims.parse(profile);
      return { id: sub, email: email ?? null, name: name ?? userName ?? "", image: null };
    },
  };
}
