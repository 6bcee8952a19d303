interface Problem {
  title: string;
  advice: string;
}

/** Our own reasons, and next-auth's names for some of them. */
const PROBLEMS: Record<string, Problem> = {
  suspended: {
    title: "This account is suspended.",
    advice: "It cannot be used at the moment. If you think that this is a mistake, tell the people who run this site.",
  },
  "email-not-verified": {
    title: "Your address is not verified there.",
    advice: "Confirm your mail address with the service you chose, or sign in with a link by mail.",
  },
  Verification: { title: "This link does not work any more.", advice: "Each link works once, for one hour. Ask for a new one below." },
  AccessDenied: { title: "The sign-in was cancelled.", advice: "Nothing was changed. You can try again." },
  EmailSignin: { title: "The mail could not be sent.", advice: "Please check the address, and try again in some minutes." },
};

const OTHER: Problem = { title: "Signing in did not work.", advice: "Please try again, or choose another way." };

/** Null without a problem. Codes come from the address line: anything unknown gets the general words. */
export function problemWords(code: unknown): Problem | null {
  if (typeof code !== "string" || code === "") return null;
  return Object.hasOwn(PROBLEMS, code) ? (PROBLEMS[code] as Problem) : OTHER;
}
