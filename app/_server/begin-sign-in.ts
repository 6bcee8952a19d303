import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { env } from "@/lib/env";
import { absoluteUrl, urls } from "@/lib/urls";
import { authOptions } from "./auth";
import { signInProblem } from "./sign-in-problem";

/**
 * Hands a sign-in over to next-auth and takes its cookies. Callers have checked that one of our own pages asked:
 * next-auth's own token against foreign forms is made here on the spot and proves nothing more.
 *
 * @param returnTo a path of this site
 * @returns where the browser must go next: the provider, the "look into your mailbox" page, or the sign-in page with a problem
 */
export async function beginSignIn(provider: string, fields: Record<string, string>, returnTo: string): Promise<string> {
  const { AUTH_SECRET: secret, publicUrl } = env();
  const jar = await cookies();
  const csrfToken = randomBytes(32).toString("hex");
  const proof = createHash("sha256").update(`${csrfToken}${secret}`).digest("hex");
  const isHttps = publicUrl.startsWith("https://");
  jar.set(`${isHttps ? "__Host-" : ""}next-auth.csrf-token`, `${csrfToken}|${proof}`, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isHttps,
  });

  const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl: absoluteUrl(publicUrl, returnTo) });
  const request = new NextRequest(`${publicUrl}/api/auth/signin/${encodeURIComponent(provider)}`, { method: "POST", body });
  const answer: Response = await NextAuth(request, { params: { nextauth: ["signin", provider] } }, authOptions());

  for (const { name, value, ...options } of new NextResponse(null, answer).cookies.getAll()) jar.set(name, value, options);
  return nextPage(answer.headers.get("location"), publicUrl);
}

/** next-auth answers with addresses of its own that lead on to our pages: the page itself saves a step that forms cannot follow. */
function nextPage(location: string | null, publicUrl: string): string {
  const target = location && URL.canParse(location, publicUrl) ? new URL(location, publicUrl) : null;
  if (!target) return signInProblem("failed");
  if (target.origin !== new URL(publicUrl).origin) return target.href;
  if (target.pathname === "/api/auth/verify-request") return urls.checkMail();
  if (target.pathname.startsWith("/api/auth/")) return signInProblem(target.searchParams.get("error") ?? "failed");
  return `${target.pathname}${target.search}`;
}
