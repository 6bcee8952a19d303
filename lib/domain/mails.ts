/** Which mails there are, who may read each, and who may do without it. */

/** Each with what its subject id names. */
export const MAIL_KINDS = [
  /** A scan. */
  "upload-confirmation",
  /** A scan. */
  "validation-results",
  /** A scan. */
  "review-ready",
  /** A scan, or an owner's request to keep a finding. */
  "needs-decision",
  /** A version event, or an approver's word about a finding. */
  "decision",
  /** Nothing but itself: it holds a token, so it goes through no queue. */
  "sign-in",
  /** A scan. */
  "public-not-clean",
  /** The version event of the return. */
  "return-reminder",
  /** The acceptance that ended by itself. */
  "acceptance-ended",
  /** A plugin event. */
  "plugin-event",
  /** An invitation. */
  "invitation",
  /** A token. */
  "token-created",
  /** A token and the days that are left, as `<id>:<days>`. */
  "token-expiring",
  /** A user event. */
  "trust-changed",
  /** A day, as `2026-11-29`. */
  "review-digest",
  /** What was told together, of verdict changes. */
  "several-not-clean",
  /** The same. */
  "several-waiting",
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What administrators read of a mail. */
export const MAIL_WORDS: Record<MailKind, string> = {
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

/**
 * `queued` → `sent`, or `failed` when nobody tries again, or `skipped` when its recipient may or will not read it. What
 * the mail service tells later: `delivered`, `bounced`, `complained` (marked as spam).
 */
export const MAIL_STATES = ["queued", "sent", "failed", "delivered", "bounced", "complained", "skipped"] as const;

/** Why a mail is not sent after all, as administrators read it. */
export const SKIP_REASONS = {
  "no-account": "The recipient's account no longer exists.",
  suspended: "The recipient is suspended.",
  bounced: "Mail to the recipient's address came back.",
  unwanted: "The recipient does without mails of this kind.",
  "not-reviewer": "The recipient may not decide about this plugin.",
  "not-approver": "The recipient is no approver any more.",
  "not-editor": "The recipient does not maintain this plugin any more.",
  overtaken: "Not needed any more: what it tells of has changed or ended.",
} as const;
export type SkipReason = keyof typeof SKIP_REASONS;

/**
 * Asked again when the mail goes out. `reviewer`: may decide about the plugin; `approver`: has the role, whatever the
 * plugin; `person`: the mail is about the recipient's own account or part in a plugin.
 */
type Audience = "editor" | "reviewer" | "approver" | "person";

/** What people may do without. Everything else says what happened to their plugin, their tokens or their account. */
export const MAIL_TOPICS = ["receipts", "reminders", "review"] as const;
export type MailTopic = (typeof MAIL_TOPICS)[number];

const MAILS: Record<MailKind, { audience: Audience; topic: MailTopic | null }> = {
  "upload-confirmation": { audience: "editor", topic: "receipts" },
  "validation-results": { audience: "editor", topic: null },
  "review-ready": { audience: "reviewer", topic: "review" },
  "needs-decision": { audience: "reviewer", topic: "review" },
  "public-not-clean": { audience: "editor", topic: null },
  decision: { audience: "editor", topic: null },
  "return-reminder": { audience: "editor", topic: "reminders" },
  "acceptance-ended": { audience: "editor", topic: null },
  "plugin-event": { audience: "person", topic: null },
  invitation: { audience: "person", topic: null },
  "token-created": { audience: "person", topic: null },
  "token-expiring": { audience: "person", topic: "reminders" },
  "trust-changed": { audience: "person", topic: null },
  "review-digest": { audience: "approver", topic: "review" },
  "several-not-clean": { audience: "person", topic: null },
  "several-waiting": { audience: "approver", topic: "review" },
  "sign-in": { audience: "person", topic: null },
};

export const audienceOf = (kind: MailKind): Audience => MAILS[kind].audience;
export const topicOf = (kind: MailKind): MailTopic | null => MAILS[kind].topic;

export const REVIEW_MAILS = ["at-once", "daily", "never"] as const;

/** What a person wants of what they may do without. */
export interface MailPreferences {
  /** Versions that wait for an approver: a mail for each, one a day, or none. */
  review: (typeof REVIEW_MAILS)[number];
  receipts: boolean;
  reminders: boolean;
}

export const DEFAULT_MAIL_PREFERENCES: MailPreferences = { review: "at-once", receipts: true, reminders: true };

export function wantsMail(kind: MailKind, preferences: MailPreferences): boolean {
  const topic = topicOf(kind);
  if (topic === null) return true;
  if (topic === "review") return preferences.review === (kind === "review-digest" ? "daily" : "at-once");
  return preferences[topic];
}
