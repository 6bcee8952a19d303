import type { MailTone } from "./theme";

/** What was decided, or happened to a version, in words for its editors. */
export type DecisionOutcome =
  | "approved"
  | "returned"
  | "rejected"
  | "closed"
  | "withdrawn"
  | "restored"
  | "quarantined"
  | "released"
  | "acceptance"
  | "acceptance-refused"
  | "acceptance-withdrawn"
  | "suppression-refused"
  | "suppression-allowed";

interface DecisionWords {
  subject: string;
  heading(name: string): string;
  tone: MailTone;
  title: string;
  text: string;
  /** Who gives the reason; without it the words above say all. */
  by?: "The approver" | "The administrator" | "Whoever decided";
  /** Whether a corrected file may follow. */
  isCorrectable?: true;
  /** After "What comes next:". */
  next: string;
}

export const DECISION_WORDS: Record<DecisionOutcome, DecisionWords> = {
  approved: {
    by: "The approver",
    next: "nothing, unless something about this version changes.",
    subject: "Plugin Approved",
    heading: (name) => `${name} is approved`,
    tone: "good",
    title: "Approved and available",
    text: "Everybody can find and download it now. Thank you for your work.",
  },
  returned: {
    by: "The approver",
    next: "a reminder after 14 days if no new file has come; when it has, a receipt and its results.",
    subject: "Plugin Returned",
    heading: (name) => `${name} was returned to you`,
    tone: "warn",
    title: "An approver asks for changes",
    text: "The version is not available. It is closed after 60 days without a new file; uploading one later opens it again.",
    isCorrectable: true,
  },
  rejected: {
    // Of a version that was hidden, an administrator.
    by: "Whoever decided",
    next: "the receipt and the results of a corrected file, if you upload one.",
    subject: "Plugin Rejected",
    heading: (name) => `${name} was rejected`,
    tone: "bad",
    title: "This version will not be published",
    text: "You may upload a corrected file; it is checked and looked at afresh.",
    isCorrectable: true,
  },
  closed: {
    next: "the receipt and the results of a corrected file, if you upload one.",
    subject: "Plugin Closed",
    heading: (name) => `${name} was closed`,
    tone: "warn",
    title: "No corrected file came within 60 days",
    text: "The version is not available. A corrected file opens it again at any time.",
    isCorrectable: true,
  },
  withdrawn: {
    next: "a mail if it is made public again.",
    subject: "Plugin Withdrawn",
    heading: (name) => `${name} was withdrawn`,
    tone: "neutral",
    title: "Only its maintainers and approvers can download it",
    text: "One of its maintainers took it back. They can restore it on its page, as long as its checks allow it.",
    isCorrectable: true,
  },
  restored: {
    next: "nothing, unless something about this version changes.",
    subject: "Plugin Restored",
    heading: (name) => `${name} is public again`,
    tone: "good",
    title: "Restored and available",
    text: "One of its maintainers brought it back. Everybody can find and download it.",
  },
  quarantined: {
    by: "Whoever decided",
    next: "a mail when it has been looked into.",
    subject: "Plugin Quarantined",
    heading: (name) => `${name} was hidden`,
    tone: "bad",
    title: "Only its maintainers and approvers can download it",
    text: "An approver or administrator hid it while it is looked into. You need not do anything for that; a corrected version is welcome.",
    isCorrectable: true,
  },
  released: {
    by: "The administrator",
    next: "nothing, unless something about this version changes.",
    subject: "Plugin Released",
    heading: (name) => `${name} was released`,
    tone: "good",
    title: "An administrator released it",
    text: "The version's page says where it stands now.",
  },
  acceptance: {
    by: "The approver",
    next: "when nothing else blocks the version, an approver decides about it, and you get a mail.",
    subject: "Finding Accepted",
    heading: (name) => `${name}: the finding may stay`,
    tone: "good",
    title: "Accepted",
    text: "The finding no longer counts. The report keeps it, with your reason; it counts again after 24 months, or when the code around it changes.",
  },
  "acceptance-refused": {
    by: "The approver",
    next: "the receipt and the results of a corrected file.",
    subject: "Finding Not Accepted",
    heading: (name) => `${name}: the finding must be fixed`,
    tone: "warn",
    title: "Not accepted",
    text: "The finding still counts. Please fix it and upload a corrected file.",
    isCorrectable: true,
  },
  "acceptance-withdrawn": {
    by: "The approver",
    next: "the answer to a new request, or the results of a corrected file.",
    subject: "Acceptance Withdrawn",
    heading: (name) => `${name}: an accepted finding counts again`,
    tone: "warn",
    title: "An approver took the acceptance back",
    text: "The finding counts again from now on. Please fix it, or ask again with more to go on.",
    isCorrectable: true,
  },
  "suppression-allowed": {
    by: "The approver",
    next: "a mail when something about this version changes.",
    subject: "Suppression Allowed",
    heading: (name) => `${name}: the comment in the code may stay`,
    tone: "good",
    title: "The refusal was taken back",
    text: "What the comment hides does not count any more. The report keeps it.",
  },
  "suppression-refused": {
    by: "The approver",
    next: "the receipt and the results of a corrected file.",
    subject: "Suppression Refused",
    heading: (name) => `${name}: a hidden finding counts again`,
    tone: "warn",
    title: "An approver does not agree with a comment in the code",
    text: "The comment hides a finding. It counts again from now on; please fix what it hides.",
    isCorrectable: true,
  },
};
