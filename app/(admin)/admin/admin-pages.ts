import { isReviewer, type SignedIn } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";

export interface AdminPage {
  title: string;
  href: string;
  /** What one does there. */
  about: string;
  for: "reviewer" | "admin";
}

const ADMIN_PAGES: readonly AdminPage[] = [
  { title: "People", href: urls.adminUsers(), about: "Roles, trust with its candidates, suspensions, erasing.", for: "reviewer" },
  { title: "Audit log", href: urls.adminAudit(), about: "Who did what, when and why; to search and to download.", for: "admin" },
  { title: "Mails", href: urls.adminEmails(), about: "Every mail, and what became of it.", for: "admin" },
  { title: "Rules", href: urls.adminRules(), about: "How severe each rule is, and what a change does to badges.", for: "admin" },
  {
    title: "Jobs",
    href: urls.adminJobs(),
    about: "Checks and mails that failed or are late; try them again or give them up.",
    for: "admin",
  },
  {
    title: "Harmless lane",
    href: urls.adminHarmlessLane(),
    about: "Whether versions that change only texts and pictures need a look.",
    for: "admin",
  },
];

/** The pages that a person may open; none for who is neither approver nor administrator. */
export const adminPagesFor = (person: SignedIn): AdminPage[] =>
  isReviewer(person) ? ADMIN_PAGES.filter((page) => page.for === "reviewer" || person.role === "admin") : [];
