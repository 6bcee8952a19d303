/** What each job does, for administrators. */
export const JOB_WORDS: Readonly<Record<string, string | undefined>> = {
  run_pass: "Run the checks of a scan",
  run_check: "Run one check of a scan",
  conclude_scan: "Conclude a scan",
  send_email: "Send a mail",
  daily_mails: "Queue the daily mails: digests and reminders",
  check_links: "Look up the links of a version",
  check_link: "Ask whether a link answers",
  recheck_links: "Ask links again whether they answer",
  write_feed: "Write the feed's files",
  apply_ruleset: "Bring verdicts up to the rules in force",
  decide_later: "Carry out a decision that could be taken back",
  make_patch: "Make a patch and look what remains after it",
  follow_returned: "Remind owners of returned versions, close what nobody corrected",
  seal_audit: "Seal the audit log",
  sweep: "End or take up work that was lost",
  tidy: "Remove what has expired",
};
