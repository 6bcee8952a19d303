/**
 * What is recorded by `recordAudit`, with its words. Histories that have a table of their own (versions, plugins, people,
 * findings, rulesets, mails) come into the log by the database's triggers and are not listed here.
 */
export const RECORDED_EVENTS = {
  "file:downloaded": "Downloaded a file that is not public",
  "audit:exported": "Exported the audit log",
  "harmless-lane:changed": "Changed the harmless lane",
} as const;

export type RecordedEvent = keyof typeof RECORDED_EVENTS;
