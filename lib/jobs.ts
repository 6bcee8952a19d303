import { z } from "zod";

/** Contracts of the queue's jobs: payloads are ids, nothing else. Handlers live in `workers/tasks`. */
export const JOB_SCHEMAS = {
  run_pass: z.object({ scanId: z.uuid(), pass: z.enum(["python", "text", "archive"]), requestId: z.string().optional() }),
  run_check: z.object({
    scanId: z.uuid(),
    checkId: z.enum(["bandit", "secrets", "flake8", "permissions", "suspicious-files", "coverage"]),
    requestId: z.string().optional(),
  }),
  conclude_scan: z.object({ scanId: z.uuid(), requestId: z.string().optional() }),
  send_email: z.object({ emailId: z.uuid(), requestId: z.string().optional() }),
  /** The links of one version's metadata: makes a `check_link` of each that is due. */
  check_links: z.object({ versionId: z.int(), requestId: z.string().optional() }),
  check_link: z.object({ linkId: z.int(), requestId: z.string().optional() }),
  recheck_links: z.object({}).loose(),
  /** A decision from the queue, when the time to take it back is over. */
  decide_later: z.object({ pendingId: z.uuid(), requestId: z.string().optional() }),
  make_patch: z.object({ patchId: z.uuid(), requestId: z.string().optional() }),
  follow_returned: z.object({}).loose(),
  write_feed: z.object({}).loose(),
  seal_audit: z.object({}).loose(),
  apply_ruleset: z.object({}).loose(),
  /** One mail to each person about all versions whose verdict turned together. */
  tell_verdict_changes: z.object({}).loose(),
  daily_mails: z.object({}).loose(),
  sweep: z.object({}).loose(),
  tidy: z.object({}).loose(),
} as const;

export type JobName = keyof typeof JOB_SCHEMAS;
export type JobPayload<N extends JobName> = z.output<(typeof JOB_SCHEMAS)[N]>;

/** Attempts in all. A pass gives up early and leaves its checks to one job each; mails are patient (some hours). */
export const JOB_MAX_ATTEMPTS: Record<JobName, number> = {
  run_pass: 3,
  run_check: 3,
  conclude_scan: 25,
  send_email: 10,
  check_links: 5,
  check_link: 3,
  recheck_links: 1,
  decide_later: 5,
  make_patch: 2,
  follow_returned: 1,
  write_feed: 10,
  seal_audit: 1,
  apply_ruleset: 25,
  tell_verdict_changes: 25,
  daily_mails: 5,
  sweep: 1,
  tidy: 1,
};

/** Jobs of one scan: the sweep looks for these keys to see whether anything is still alive. */
export const jobKeys = {
  pass: (scanId: string, pass: string) => `pass:${scanId}:${pass}`,
  check: (scanId: string, checkId: string) => `check:${scanId}:${checkId}`,
  conclude: (scanId: string) => `conclude:${scanId}`,
  decision: (pendingId: string) => `decision:${pendingId}`,
  email: (emailId: string) => `email:${emailId}`,
  applyRuleset: () => "apply-ruleset",
  tellVerdictChanges: () => "tell-verdict-changes",
  links: (versionId: number) => `links:${versionId}`,
  patch: (patchId: string) => `patch:${patchId}`,
  link: (linkId: number) => `link:${linkId}`,
  /** The trigger that counts public changes has keys of its own, `feed:<slot>`. */
  feedRepair: () => "feed:repair",
} as const;

/** First key of the advisory locks that each worker holds while it lives: any number that nothing else uses. */
export const WORKER_LOCK_SPACE = 417_202;

/** Advisory lock of the worker that writes the feed's files. */
export const FEED_LOCK = 417_203;

/** Advisory lock of whoever appends to the audit log's chain. */
export const AUDIT_SEAL_LOCK = 417_204;
