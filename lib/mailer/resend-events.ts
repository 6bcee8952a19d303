import { Resend } from "resend";
import { z } from "zod";
import { MAIL_ID_TAG } from "./resend";

/** What became of a mail, as the mail service tells it. */
export interface DeliveryEvent {
  /** Our own id of the mail. */
  mailId: string;
  outcome: "delivered" | "bounced" | "complained" | "failed";
  /** The address takes no mail at all: trying others would harm the sender's name. */
  isAddressDead: boolean;
  /** Whom it was sent to. */
  addresses: string[];
  /** The service's words; they may hold an address. Null when there is nothing to say. */
  detail: string | null;
}

const words = z.string().max(2000);
const event = z.object({
  type: z.string(),
  data: z.object({
    to: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.string()).default({}),
    bounce: z.object({ type: words, subType: words, message: words }).partial().optional(),
    failed: z.object({ reason: words }).partial().optional(),
    suppressed: z.object({ type: words, message: words }).partial().optional(),
  }),
});

export interface SignedBody {
  /** Exactly as it came: the signature covers every byte. */
  body: string;
  headers: Headers;
}

/**
 * Reads what Resend tells about one mail. The signature is checked as Svix, which sends it, describes: HMAC-SHA256 over
 * id, time and body, not older or newer than five minutes, compared in constant time.
 *
 * @param apiKey Resend's client wants one; nothing is asked of the service
 * @returns "forged" for what Resend did not sign, null for what is not about a mail of ours
 */
export function readDeliveryEvent(
  { apiKey, secret }: { apiKey: string; secret: string },
  sent: SignedBody,
): DeliveryEvent | "forged" | null {
  const header = (name: string) => sent.headers.get(`svix-${name}`) ?? "";
  let content: unknown;
  try {
    content = new Resend(apiKey).webhooks.verify({
      payload: sent.body,
      headers: { id: header("id"), timestamp: header("timestamp"), signature: header("signature") },
      webhookSecret: secret,
    });
  } catch {
    return "forged";
  }
  const parsed = event.safeParse(content);
  const mailId = parsed.success ? z.uuid().safeParse(parsed.data.data.tags[MAIL_ID_TAG]) : null;
  if (!parsed.success || !mailId?.success) return null;
  const told = outcomeOf(parsed.data);
  return told && { mailId: mailId.data, addresses: parsed.data.data.to, ...told };
}

function outcomeOf({ type, data }: z.output<typeof event>): Pick<DeliveryEvent, "outcome" | "isAddressDead" | "detail"> | null {
  switch (type) {
    case "email.delivered":
      return { outcome: "delivered", isAddressDead: false, detail: null };
    case "email.complained":
      return { outcome: "complained", isAddressDead: false, detail: null };
    case "email.bounced":
      return { outcome: "bounced", isAddressDead: data.bounce?.type === "Permanent", detail: data.bounce?.message ?? null };
    case "email.suppressed":
      // Not even tried: mail to this address came back before.
      return { outcome: "bounced", isAddressDead: true, detail: data.suppressed?.message ?? null };
    case "email.failed":
      return { outcome: "failed", isAddressDead: false, detail: data.failed?.reason ?? null };
    default:
      return null;
  }
}
