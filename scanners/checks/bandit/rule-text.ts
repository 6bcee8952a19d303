import type { Reference } from "../../core/types";

/** A link into Bandit's own manual, for the release that we follow. */
export function banditReference(kind: "plugins" | "blacklists", page: string, title: string): Reference {
  return { title, url: `https://bandit.readthedocs.io/en/1.9.4/${kind}/${page}.html` };
}

/** How an author says that a Bandit finding is intended. */
export function nosec(code: string, statement: string): string {
  return `Put the rule's name on the line, with your reason behind it: \`${statement}  # nosec ${code} - reason\`. The finding stays visible as suppressed and no longer counts. If it is a critical one, an approver looks at a new suppression before the version is published.`;
}
