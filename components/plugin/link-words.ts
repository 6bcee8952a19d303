import type { LinkCheck } from "@/lib/domain/link-state";
import type { Tone } from "../ui/tone";

export interface LinkWords {
  tone: Tone;
  text: string;
  /** Said after `text`. */
  since: Date | null;
  reason: string | null;
}

/** Codes of lib/safe-fetch/problem.ts. */
const PROBLEM_WORDS: Record<string, string> = {
  address: "it is no plain http or https address",
  port: "it is not on a web server's usual port (80, 443)",
  "private-address": "it leads into a private network",
  downgrade: "it leads from https back to http",
  name: "its name has no public address",
  connection: "no connection",
  certificate: "its certificate is not valid",
  timeout: "nothing came within 5 seconds",
  answer: "the answer broke off",
  redirects: "more than three redirects",
};

/** What a maintainer should know about a link, as “text since: reason”. No finding, so never red. */
export function linkWords(check: LinkCheck | null): LinkWords {
  if (!check?.checkedAt) return { tone: "neutral", text: "Not checked yet", since: null, reason: null };
  const reason = reasonOf(check);
  const bad = { tone: "warn", since: check.failingSince, reason } as const;
  switch (check.state) {
    case "dead":
      return { ...bad, text: "No such page" };
    case "unreachable":
      return { ...bad, text: "Did not answer" };
    case "refused":
      return { ...bad, since: null, text: "Not checked" };
    default:
      break;
  }
  if (check.failures > 0) return { tone: "neutral", text: "Did not answer; will be tried again", since: null, reason };
  const isKeptOut = check.httpStatus !== null && check.httpStatus >= 400;
  return { tone: "good", text: isKeptOut ? "Answers, but not to programs" : "Answers", since: null, reason: isKeptOut ? reason : null };
}

function reasonOf({ httpStatus, problem }: LinkCheck): string | null {
  if (httpStatus !== null) return `HTTP ${httpStatus}`;
  return problem === null ? null : (PROBLEM_WORDS[problem] ?? null);
}
