import { z } from "zod";
import { route } from "@/app/_server/route";
import { stopMails } from "@/db/commands/mail-preferences";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { appError } from "@/lib/errors";
import { log } from "@/lib/logger";
import { readUnsubscribe } from "@/lib/unsubscribe-link";
import { urls } from "@/lib/urls";

const query = z.object({ token: z.string().max(300) });

/**
 * Ends one kind of mail: for mail programs, which send one POST without any cookie (RFC 8058), and for the form of the
 * page that a person sees. The signed token is all the permission there is, and all that it permits.
 */
export const POST = route(query, "public", async ({ input, request }) => {
  const link = readUnsubscribe(env().AUTH_SECRET, input.token);
  if (!link) return appError("not-found", "This link is not complete.");
  await stopMails(getDb(), link);
  log.info("mail.stopped", { topic: link.topic });
  // Mail programs must not be sent on; the page's form says that it is one.
  const isForm = new URLSearchParams((await request.text()).slice(0, 1000)).has("page");
  if (isForm) return new Response(null, { status: 303, headers: { location: urls.stopMails(input.token) } });
  return new Response("Stopped.\n", { headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });
});

/** Programs that look at links change nothing; people get the page with the button. */
export const GET = route(query, "public", async ({ input }) =>
  readUnsubscribe(env().AUTH_SECRET, input.token)
    ? new Response(null, { status: 303, headers: { location: urls.stopMails(input.token) } })
    : appError("not-found", "This link is not complete."),
);
