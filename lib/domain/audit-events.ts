/**
 * What is recorded by `recordAudit`, with its words. Histories that have a table of their own (versions, plugins, people,
 * findings, rulesets, mails, ticked points and checklists) come into the log by the database's triggers and are not listed here.
 */
export const RECORDED_EVENTS = {
  "file:downloaded": "Downloaded a file that is not public",
  "mail:retried": "Had a failed mail sent again",
  "review-feed:created": "Made an address for a review feed",
  "review-feed:revoked": "Ended an address of a review feed",
  "audit:exported": "Exported the audit log",
  "job:retried": "Tried a job again",
  "job:given-up": "Gave up a job",
  "harmless-lane:changed": "Changed the harmless lane",
} as const;

export type RecordedEvent = keyof typeof RECORDED_EVENTS;

/** Beginnings of events that one looks for, with their words. */
export const AUDIT_KINDS = [
  ["all", "Everything, mails too"],
  ["version:", "Versions: every move"],
  ["version:approve", "Approvals"],
  ["version:return", "Returns"],
  ["version:reject", "Rejections"],
  ["version:quarantine", "Quarantine"],
  ["version:withdraw", "Withdrawals"],
  ["finding:", "Decisions about findings"],
  ["suppression:", "New suppressions"],
  ["point:", "Requested changes: ticked, confirmed"],
  ["checklist:", "Ticked checklists of decisions"],
  ["user:", "Decisions about people"],
  ["user:trust", "Trust"],
  ["plugin:", "Plugins and their people"],
  ["ruleset:", "Rulesets"],
  ["harmless-lane:", "The harmless lane"],
  ["mail:", "Mails"],
  ["mail:opened", "Reports opened from a mail"],
  ["file:", "Downloads of files that are not public"],
  ["review-feed:", "Review feeds"],
  ["audit:", "Exports of this log"],
] as const;
