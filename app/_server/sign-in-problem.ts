import { urls } from "@/lib/urls";

/** Our own reasons why a sign-in did not work; next-auth has more. The sign-in page has words for them. */
export type SignInProblem = "suspended" | "email-not-verified" | "failed";

/** The sign-in page, saying what went wrong. Unknown codes get general words there. */
export const signInProblem = (problem: SignInProblem | (string & {}), from?: string): string => {
  const page = urls.signIn(from);
  return `${page}${page.includes("?") ? "&" : "?"}error=${encodeURIComponent(problem)}`;
};
