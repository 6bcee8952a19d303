import type { ReactNode } from "react";
import { FixingBandit } from "./fixing-bandit";
import { FixingCoverage } from "./fixing-coverage";
import { FixingFlake8 } from "./fixing-flake8";
import { FixingPermissions } from "./fixing-permissions";
import { FixingSecrets } from "./fixing-secrets";
import { FixingSuspiciousFiles } from "./fixing-suspicious-files";
import { ForApprovers } from "./for-approvers";
import { Intended } from "./intended";

export interface Guide {
  slug: string;
  title: string;
  lead: string;
  Body(): ReactNode;
}

/** `fixing-<check>` is where mails and reports send people for that check (lib/urls.ts `fixGuide`). */
export const GUIDES: readonly Guide[] = [
  {
    slug: "fixing-bandit",
    title: "Fixing Bandit findings",
    lead: "Where to begin, and what to write instead, from commands in a shell to web requests without a time limit.",
    Body: FixingBandit,
  },
  {
    slug: "fixing-secrets",
    title: "Secrets: revoke first, then remove",
    lead: "What to do with a key or password that was found, and where users' own keys belong.",
    Body: FixingSecrets,
  },
  {
    slug: "fixing-flake8",
    title: "Fixing code quality findings",
    lead: "Lines that fail, or hide a fault, while somebody uses the plugin.",
    Body: FixingFlake8,
  },
  {
    slug: "fixing-permissions",
    title: "Fixing file permissions",
    lead: "Ordinary permissions for every file, once and for all.",
    Body: FixingPermissions,
  },
  {
    slug: "fixing-suspicious-files",
    title: "Suspicious files",
    lead: "What to leave out of a package, and how to bring a library along so that people can vouch for it.",
    Body: FixingSuspiciousFiles,
  },
  {
    slug: "fixing-coverage",
    title: "Files that could not be checked",
    lead: "Why a Python file that cannot be read stops a version, and how to find out what is wrong with it.",
    Body: FixingCoverage,
  },
  {
    slug: "intended",
    title: "Keeping a finding, with a reason",
    lead: "Comments in the code, acknowledging a warning, asking to have a critical finding accepted.",
    Body: Intended,
  },
  {
    slug: "for-approvers",
    title: "For approvers",
    lead: "How the queue is ordered, what a review looks at, and what each decision does.",
    Body: ForApprovers,
  },
];

export const guideBySlug = (slug: string): Guide | undefined => GUIDES.find((guide) => guide.slug === slug);
