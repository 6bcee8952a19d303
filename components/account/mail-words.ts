import type { MailTopic } from "@/lib/domain/mails";

/** What people may do without, in their words. */
export const TOPIC_WORDS: Record<MailTopic, { title: string; hint: string }> = {
  receipts: { title: "Upload confirmations", hint: "That a file has arrived. The results of its checks come in any case." },
  reminders: {
    title: "Reminders",
    hint: "When a returned version waits for you, and 30 and 7 days before a token ends.",
  },
  review: { title: "Versions that wait for an approver", hint: "What is ready for review and what needs a decision." },
};

export const ALWAYS_SENT = [
  "results of the checks of your uploads",
  "what approvers decide about your plugins and findings",
  "a public version of yours that is not clean any more, cannot be checked again, or is hidden",
  "who begins or ceases to maintain your plugins, and when one is deleted",
  "invitations to maintain a plugin, and tokens that were made for your account",
  "whether what you upload is published by itself from now on, or waits for an approver",
  "sign-in links that you ask for",
] as const;
