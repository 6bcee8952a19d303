/** Why no answer was taken. `refused` ones are our own rule and final; the others may pass. */
const PROBLEMS = {
  address: "refused",
  port: "refused",
  "private-address": "refused",
  downgrade: "refused",
  name: "failed",
  connection: "failed",
  certificate: "failed",
  timeout: "failed",
  answer: "failed",
  redirects: "failed",
} as const;

export type FetchProblem = keyof typeof PROBLEMS;

export const isRefusal = (problem: FetchProblem): boolean => PROBLEMS[problem] === "refused";

/** Carries a problem out of the steps of one request; `safeFetch` turns it into a result. */
export class FetchError extends Error {
  constructor(
    readonly problem: FetchProblem,
    cause?: unknown,
  ) {
    super(problem, { cause });
  }
}

/** Node and OpenSSL have some fifty codes for a certificate that does not fit; these are how they begin. */
const CERTIFICATE = /^(?:CERT|ERR_TLS|ERR_SSL|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/;
/** The connection stood, but what came was cut off or no HTTP. */
const BROKEN_ANSWER = /^(?:HPE_|ECONNRESET|EPIPE)/;

/** What an error of a socket or of Node's HTTP client means. */
export function problemOf(error: unknown): FetchProblem {
  if (error instanceof FetchError) return error.problem;
  const code = String((error as { code?: unknown }).code ?? "");
  if (CERTIFICATE.test(code)) return "certificate";
  return BROKEN_ANSWER.test(code) ? "answer" : "connection";
}
