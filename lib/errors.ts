import { err } from "./result";

/** Closed list: the table to HTTP status and to words (`app/_server/http-errors.ts`) covers each one. */
export const APP_ERROR_CODES = [
  "unauthenticated",
  "suspended",
  "not-found",
  "not-allowed",
  "invalid",
  "package-rules",
  "conflict",
  /** The file of a version that was public once never changes. */
  "already-published",
  "stale",
  "rate-limited",
  "too-large",
  "upload-expired",
  /** The disk is full, or may not be written to. */
  "storage-unavailable",
] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

/** One problem among several, each with its place. Package problems have this shape too. */
export interface ErrorDetail {
  code: string;
  level: "error" | "warning";
  message: string;
  advice: string;
  entry?: string;
  line?: number;
}

export interface AppError {
  code: AppErrorCode;
  /** A sentence for people. Never holds internals. */
  message: string;
  details?: readonly ErrorDetail[];
  /** The one field of a form that it is about: the sentence stands there. */
  field?: string;
}

export function appError(code: AppErrorCode, message: string, details?: readonly ErrorDetail[]): { ok: false; error: AppError } {
  return err(details ? { code, message, details } : { code, message });
}

/** An error that a form shows at its field. */
export function fieldError(
  field: string,
  code: AppErrorCode,
  message: string,
  details?: readonly ErrorDetail[],
): { ok: false; error: AppError } {
  return err({ ...appError(code, message, details).error, field });
}
