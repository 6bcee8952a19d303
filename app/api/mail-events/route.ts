import { z } from "zod";
import { route } from "@/app/_server/route";
import { recordDelivery } from "@/db/commands/record-delivery";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { appError } from "@/lib/errors";
import { log } from "@/lib/logger";
import { readDeliveryEvent } from "@/lib/mailer/resend-events";
import { BodyTooLarge, requestBody } from "@/lib/upload/request-body";

/** Resend's events are a few hundred bytes. */
const MAX_BODY_BYTES = 64_000;

/** What became of mails. The signature is all the permission there is; without a secret there is no such address. */
export const POST = route(z.object({}).loose(), "public", async ({ request, requestId }) => {
  const { RESEND_API_KEY: apiKey, RESEND_WEBHOOK_SECRET: secret } = env();
  if (!apiKey || !secret) return appError("not-found", "There is nothing at this address.");
  const body = await textOf(request);
  if (body === null) return appError("too-large", "An event is not that long.");
  const event = readDeliveryEvent({ apiKey, secret }, { body, headers: request.headers });
  if (event === "forged") {
    log.warn("email.event.refused", { requestId });
    return appError("invalid", "The signature does not fit.");
  }
  if (event && (await recordDelivery(getDb(), event)))
    log.info("email.event", { emailId: event.mailId, outcome: event.outcome, isAddressDead: event.isAddressDead, requestId });
  // Also for what is not ours or no news: anything else would be sent again for days.
  return new Response(null, { status: 204 });
});

async function textOf(request: Request): Promise<string | null> {
  const body = requestBody(request);
  const parts: Uint8Array[] = [];
  try {
    for await (const part of body.chunks(MAX_BODY_BYTES)) parts.push(part);
    return Buffer.concat(parts).toString("utf8");
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    body.discard();
    return null;
  }
}
