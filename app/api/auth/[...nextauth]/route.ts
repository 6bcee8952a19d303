import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { z } from "zod";
import { authOptions } from "@/app/_server/auth";
import { route } from "@/app/_server/route";
import { appError } from "@/lib/errors";

/**
 * Where sign-ins come back to: from a provider, or from a link in a mail. They begin on our own page, and sessions are
 * read and ended by us, so nothing else of next-auth is open to the world.
 */
const STEPS = new Set(["callback", "error", "signin"]);

export const GET = route(z.object({ nextauth: z.array(z.string()) }).loose(), "public", async ({ input, request }) => {
  if (!STEPS.has(input.nextauth[0] ?? "")) return appError("not-found", "There is nothing at this address.");
  // next-auth reads cookies and headers of the request by itself; a copy of the whole request cannot be made here.
  return NextAuth(new NextRequest(request.url), { params: { nextauth: input.nextauth } }, authOptions()) as Promise<Response>;
});

/** Programs that look at links before people do must not use a link up. */
export const HEAD = () => new Response(null, { status: 405, headers: { allow: "GET" } });
