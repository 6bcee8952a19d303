import type { ErrorDetail } from "./errors";

/** What a server action tells its form. Plain data: it travels to the browser. */
export interface ActionState {
  ok?: true;
  /** Said after success. */
  message?: string;
  /** Shown to the person this one time, and kept nowhere. */
  secret?: string;
  error?: {
    message: string;
    details?: readonly ErrorDetail[];
    /** By field name. */
    fields?: Record<string, string[]>;
  };
  /** What was typed, so that a form without JavaScript keeps it after an error. Files are left out. */
  values?: Record<string, string>;
}
