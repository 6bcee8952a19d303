import { z } from "zod";
import { offeredSignIns } from "@/app/_server/auth-providers";
import { beginSignIn } from "@/app/_server/begin-sign-in";
import { route } from "@/app/_server/route";
import { isSameOrigin } from "@/app/_server/same-origin";
import { env } from "@/lib/env";
import { appError } from "@/lib/errors";
import { safeReturnTo } from "@/lib/urls";

const formSchema = z.object({ provider: z.string(), from: z.string().max(2000).optional() });

/**
 * Begins a sign-in at GitHub or the OpenID provider. The answer is a small page that goes on by itself: a redirect in
 * answer to a form would be stopped by our own rule that forms lead nowhere but here.
 */
export const POST = route(z.object({}).loose(), "public", async ({ request }) => {
  if (!isSameOrigin(request.headers, env().publicUrl)) return appError("not-allowed", "This request did not come from one of our pages.");
  const form = formSchema.safeParse(Object.fromEntries(await request.formData()));
  const offered = offeredSignIns(env()).oauth;
  if (!form.success || !offered.some((one) => one.id === form.data.provider))
    return appError("not-found", "This way to sign in is not offered here.");
  const target = await beginSignIn(form.data.provider, {}, safeReturnTo(form.data.from));
  return new Response(continuePage(target), { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
});

function continuePage(target: string): string {
  const address = target.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Signing in</title><meta name="robots" content="noindex"><meta http-equiv="refresh" content="0;url=${address}"><p>One moment. <a href="${address}">Continue to sign in</a></p></html>`;
}
