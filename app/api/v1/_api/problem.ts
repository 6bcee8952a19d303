import type { z } from "zod";
import { HTTP_STATUS } from "@/app/_server/http-errors";
import { APP_ERROR_CODES, type AppErrorCode, type ErrorDetail } from "@/lib/errors";
import { reasonPhrase } from "@/lib/reason-phrase";
import { absoluteUrl, urls } from "@/lib/urls";
import type { hiddenVersion } from "./schemas/hidden";

/** What goes wrong before any command is asked, or without anybody having expected it. */
const TRANSPORT_STATUS = { "method-not-allowed": 405, "not-acceptable": 406, "unsupported-media-type": 415, internal: 500 } as const;

export type ProblemCode = AppErrorCode | keyof typeof TRANSPORT_STATUS;
export const PROBLEM_CODES = [...APP_ERROR_CODES, "method-not-allowed", "not-acceptable", "unsupported-media-type", "internal"] as const;

interface ProblemWords {
  /** The same for every occurrence. */
  title: string;
  /** For the documentation: when it comes, and what to do then. */
  meaning: string;
}

/** Everything that programs and people are told about a code. The page with the documentation has an anchor for each. */
export const PROBLEM_WORDS: Record<ProblemCode, ProblemWords> = {
  unauthenticated: {
    title: "Sign-in needed",
    meaning: "The address is for somebody: send a token in the header Authorization, or sign in.",
  },
  suspended: { title: "Account suspended", meaning: "The account may read what is public and nothing else. Its owner was told why." },
  "not-found": {
    title: "Nothing here",
    meaning: "There is nothing at this address, or nothing that you may see: the answer does not tell which.",
  },
  "not-allowed": {
    title: "Not allowed",
    meaning: "The token does not work (any more), is for another plugin, or the plugin belongs to somebody else.",
  },
  invalid: { title: "Not understood", meaning: "A parameter or a field is missing or wrong; `errors` names each." },
  "package-rules": {
    title: "Package refused",
    meaning: "The ZIP breaks rules for packages. `errors` lists all of them with what to do; nothing was stored.",
  },
  conflict: {
    title: "Conflict",
    meaning: "Something else happens to the same thing at this moment, or it has not ended yet. Look again, then repeat.",
  },
  "already-published": {
    title: "Already published",
    meaning: "The file of a version that was public once never changes: raise the version number.",
  },
  stale: { title: "Changed meanwhile", meaning: "What you decided about has changed since you read it. Read it again." },
  "rate-limited": { title: "Too many requests", meaning: "Wait for as long as the header Retry-After says, where there is one." },
  "too-large": { title: "Too large", meaning: "A package has at most 25,000,000 bytes. Nothing was stored." },
  "upload-expired": { title: "Upload expired", meaning: "The file that was sent before is no longer there: send it again." },
  "storage-unavailable": {
    title: "No room at this moment",
    meaning: "The file could not be stored on our side, and nothing of it was kept. Repeat later.",
  },
  "method-not-allowed": { title: "Method not allowed", meaning: "The header Allow lists the methods of this address." },
  "not-acceptable": { title: "Not acceptable", meaning: "The address does not speak any of the types that the header Accept asks for." },
  "unsupported-media-type": { title: "Unsupported media type", meaning: "Files are sent as multipart/form-data." },
  internal: { title: "Fault on our side", meaning: "Nothing was changed. Repeat later, and tell us the `request_id` if it stays." },
};

export const statusOf = (code: ProblemCode): number =>
  code in TRANSPORT_STATUS ? TRANSPORT_STATUS[code as keyof typeof TRANSPORT_STATUS] : HTTP_STATUS[code as AppErrorCode];

/** One place among several that are wrong. */
export interface ProblemPlace extends Partial<ErrorDetail> {
  message: string;
  /** The parameter or field that it is about. */
  field?: string;
}

export interface ProblemInput {
  code: ProblemCode;
  detail: string;
  places?: readonly ProblemPlace[];
  hidden?: readonly z.input<typeof hiddenVersion>[];
  requestId: string;
  publicUrl: string;
  headers?: Record<string, string>;
}

/** An error as RFC 9457 has it: `code` is stable, and `type` leads to what it means. */
export function problemResponse({ code, detail, places = [], hidden = [], requestId, publicUrl, headers = {} }: ProblemInput): Response {
  const status = statusOf(code);
  const body = {
    type: absoluteUrl(publicUrl, urls.apiProblemDocs(code)),
    title: PROBLEM_WORDS[code].title,
    status,
    detail,
    code,
    ...(places.length > 0 ? { errors: places.map((place) => placeJson(place, code, publicUrl)) } : {}),
    ...(hidden.length > 0 ? { hidden_versions: hidden } : {}),
    request_id: requestId,
  };
  return new Response(JSON.stringify(body), {
    status,
    statusText: reasonPhrase(places[0] && code === "package-rules" ? places[0].message : detail),
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", "x-request-id": requestId, ...headers },
  });
}

function placeJson({ message, field, code, level, advice, entry, line }: ProblemPlace, problem: ProblemCode, publicUrl: string) {
  return {
    message,
    ...(field === undefined ? {} : { field }),
    ...(code === undefined ? {} : { code }),
    ...(code !== undefined && problem === "package-rules" ? { url: absoluteUrl(publicUrl, urls.packageRuleDocs(code)) } : {}),
    ...(level === undefined ? {} : { level }),
    ...(advice === undefined ? {} : { advice }),
    ...(entry === undefined ? {} : { entry }),
    ...(line === undefined ? {} : { line }),
  };
}
