import { isReviewer, type SignedIn } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";

export interface AdminPage {
  title: string;
  href: string;
  /** What one does there. */
  about: string;
}

const ADMIN_PAGES: readonly AdminPage[] = [
  { title: "People", href: urls.adminUsers(), about: "Roles, trust with its candidates, suspensions, erasing." },
  { title: "Audit log", href: urls.adminAudit(), about: "Who did what, when and why; to search and to download." },
  { title: "Mails", href: urls.adminEmails(), about: "Every mail, and what became of it." },
  { title: "Rules", href: urls.adminRules(), about: "How severe each rule is, and what a change does to badges." },
  {
    title: "Jobs",
    href: urls.adminJobs(),
    about: "Checks and mails that failed or are late; try them again or give them up.",
  },
  {
    title: "Harmless lane",
    href: urls.adminHarmlessLane(),
    about: "Whether versions that change only texts and pictures need a look.",
  },
];

/** Approvers decide about trust alone. */
const APPROVER_PAGES: readonly AdminPage[] = [
  { title: "People", href: urls.adminUsers(), about: "Grant or revoke trust, see candidates." },
];

/** The pages that a person may open; none for who is neither approver nor administrator. */
export function adminPagesFor(person: SignedIn): readonly AdminPage[] {
  if (!isReviewer(person)) return [];
  return person.role === "admin" ? ADMIN_PAGES : APPROVER_PAGES;
}
