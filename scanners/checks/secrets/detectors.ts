import { type ValueSyntax, valueSyntaxOf } from "./file-types";
import { findKeywordValues, mayHoldKeyword } from "./keyword-matcher";
import type { Span } from "./line-reader";

/** One kind of secret. Sources: detect-secrets 1.5.0, plugins/. */
export interface Detector {
  code: string;
  /** The tool's name for the kind, also for mails: "which kind". */
  typeName: string;
  /** By a fixed pattern; such values skip one of the filters. */
  isPattern: boolean;
  /** A quick look at a whole file; false means that no line can hold a find. */
  mayOccur(text: string): boolean;
  /** Values on one line. */
  find(line: string, syntax: ValueSyntax): Span[];
}

function byPattern(code: string, typeName: string, hint: RegExp, ...patterns: readonly RegExp[]): Detector {
  return {
    code,
    typeName,
    isPattern: true,
    mayOccur: (text) => hint.test(text),
    find: (line) => patterns.flatMap((pattern) => [...line.matchAll(pattern)].map((match) => spanOf(match))),
  };
}

/** The first group where there is one, else the whole match. */
function spanOf(match: RegExpMatchArray): Span {
  const value = match[1] ?? match[0];
  const start = (match.index ?? 0) + match[0].indexOf(value);
  return { start, end: start + value.length };
}

export const DETECTORS: readonly Detector[] = [
  byPattern(
    "AWSKeyDetector",
    "AWS Access Key",
    /A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA|aws/i,
    /(?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[0-9A-Z]{16}/g,
    /aws.{0,20}?(?:key|pwd|pw|password|pass|token).{0,20}?['"]([0-9a-zA-Z/+]{40})['"]/gis,
  ),
  byPattern("GitHubTokenDetector", "GitHub Token", /gh[pousr]_/, /gh[pousr]_[A-Za-z0-9_]{36}/g),
  byPattern(
    "PrivateKeyDetector",
    "Private Key",
    /PRIVATE KEY|PuTTY-User-Key-File-2/,
    /BEGIN (?:DSA |EC |OPENSSH |RSA |SSH2 ENCRYPTED )?PRIVATE KEY/g,
    /BEGIN PGP PRIVATE KEY BLOCK/g,
    /PuTTY-User-Key-File-2/g,
  ),
  {
    code: "KeywordDetector",
    typeName: "Secret Keyword",
    isPattern: false,
    mayOccur: mayHoldKeyword,
    find: findKeywordValues,
  },
];

/** Places of values that any detector takes for a secret, without the filters: what redaction masks. */
export function secretSpans(line: string, path: string): Span[] {
  const syntax = valueSyntaxOf(path);
  return DETECTORS.flatMap((detector) => detector.find(line, syntax));
}
