import type { Tone } from "@/components/ui/tone";
import type { EmailLogRow } from "@/db/queries/emails";

/** `sent` is what a mail server took; whether it arrived is known where the mail service tells it. */
export const STATES: Record<EmailLogRow["state"], { words: string; tone: Tone }> = {
  queued: { words: "Waiting", tone: "info" },
  sent: { words: "Sent", tone: "good" },
  delivered: { words: "Delivered", tone: "good" },
  failed: { words: "Failed", tone: "bad" },
  bounced: { words: "Came back", tone: "bad" },
  complained: { words: "Marked as spam", tone: "warn" },
  skipped: { words: "Not sent", tone: "neutral" },
};
