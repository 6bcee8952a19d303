import { createHmac, timingSafeEqual } from "node:crypto";
import { MAIL_TOPICS, type MailTopic } from "./domain/mails";

/** Lets whoever holds it stop one kind of mail to one person, and nothing else. It does not expire: mails lie around for years. */
export interface Unsubscribe {
  userId: string;
  topic: MailTopic;
}

const sign = (secret: string, { userId, topic }: Unsubscribe): string =>
  createHmac("sha256", secret).update(`unsubscribe\n${userId}\n${topic}`).digest("base64url");

/** @param secret AUTH_SECRET */
export const signUnsubscribe = (secret: string, link: Unsubscribe): string => `${link.userId}.${link.topic}.${sign(secret, link)}`;

/** @returns null for a token that is none of ours */
export function readUnsubscribe(secret: string, token: string): Unsubscribe | null {
  const [userId = "", word, signature = "", ...rest] = token.split(".");
  const topic = MAIL_TOPICS.find((one) => one === word);
  if (rest.length > 0 || !topic) return null;
  const expected = Buffer.from(sign(secret, { userId, topic }));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? { userId, topic } : null;
}
