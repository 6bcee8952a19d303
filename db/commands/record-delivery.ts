import { and, eq, inArray } from "drizzle-orm";
import { MAIL_TOPICS } from "@/lib/domain/mails";
import type { Db, Tx } from "../context";
import { emails, users } from "../schema";
import { ERROR_LENGTH } from "./email-log";
import { stopMails } from "./mail-preferences";

type State = (typeof emails.$inferSelect)["state"];

export interface Delivery {
  mailId: string;
  outcome: "delivered" | "bounced" | "complained" | "failed";
  isAddressDead: boolean;
  /** Whom the mail service sent it to. */
  addresses: readonly string[];
  detail: string | null;
}

/** Words come late, twice and in any order: a later one never makes an earlier, graver one better. */
const MAY_FOLLOW: Record<Delivery["outcome"], State[]> = {
  delivered: ["queued", "sent"],
  failed: ["queued", "sent"],
  bounced: ["queued", "sent", "delivered"],
  complained: ["queued", "sent", "delivered"],
};

/**
 * Writes down what the mail service says of a mail. An address that takes no mail gets none until it changes or its
 * person says that it works again; whoever marks a mail as spam gets no more of those that they may do without.
 *
 * @returns whether it was news
 */
export function recordDelivery(db: Db, told: Delivery): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [mail] = await tx
      .update(emails)
      .set({ state: told.outcome, deliveryAt: new Date(), ...(told.detail ? { lastError: told.detail.slice(0, ERROR_LENGTH) } : {}) })
      .where(and(eq(emails.id, told.mailId), inArray(emails.state, MAY_FOLLOW[told.outcome])))
      .returning({ recipientId: emails.recipientId });
    if (!mail) return false;
    if (mail.recipientId && told.isAddressDead) await markAddressDead(tx, mail.recipientId, told.addresses);
    if (mail.recipientId && told.outcome === "complained")
      for (const topic of MAIL_TOPICS) await stopMails(tx, { userId: mail.recipientId, topic });
    return true;
  });
}

/** Only if the address is still the one that the mail went to. */
async function markAddressDead(tx: Tx, userId: string, addresses: readonly string[]): Promise<void> {
  const [person] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId)).for("update");
  const sentTo = addresses.map((address) => address.toLowerCase());
  if (person && sentTo.includes(person.email.toLowerCase()))
    await tx.update(users).set({ emailBouncedAt: new Date() }).where(eq(users.id, userId));
}
