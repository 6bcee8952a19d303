import { cookies } from "next/headers";
import { z } from "zod";
import { route } from "@/app/_server/route";
import { isSameOrigin } from "@/app/_server/same-origin";
import { sessionCookieName, sessionCookieOptions } from "@/app/_server/session-cookie";
import { closeSession } from "@/db/commands/sign-in";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { appError } from "@/lib/errors";
import { urls } from "@/lib/urls";

/** Ends this sign-in, here and in the database. A plain form does it, so it works everywhere; signing out twice is fine. */
export const POST = route(z.object({}).loose(), "public", async ({ person, request }) => {
  if (!isSameOrigin(request.headers, env().publicUrl)) return appError("not-allowed", "This request did not come from one of our pages.");
  if (person) await closeSession(getDb(), person.sessionHash);
  (await cookies()).set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
  return new Response(null, { status: 303, headers: { location: urls.home() } });
});
