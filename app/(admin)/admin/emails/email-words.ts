import type { Tone } from "@/components/ui/tone";
import type { EmailLogRow } from "@/db/queries/emails";

export const KIND_WORDS: Record<EmailLogRow["kind"], string> = {
  "upload-confirmation": "Upload confirmation",
  "validation-results": "Validation results",
  "review-ready": "Ready for review",
  "needs-decision": "Needs a decision",
  decision: "Decision",
  "public-not-clean": "Public and not clean",
  "return-reminder": "Reminder of a return",
  "acceptance-ended": "Acceptance ended",
  "plugin-event": "About a plugin",
  invitation: "Invitation",
  "token-created": "Token made",
  "token-expiring": "Token ends soon",
  "trust-changed": "Trust changed",
  "review-digest": "Daily digest",
  "several-not-clean": "Several public and not clean",
  "several-waiting": "Several for approvers",
  "sign-in": "Sign-in link",
};

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
