import type { LogicalLine } from "./logical-line";

/** Says that a rule is violated on a line (1-based). `data`: what the message needs. */
export type Report = (code: string, line: number, data: Record<string, string>) => void;

/** A check of logical lines. */
export interface LogicalCheck {
  /** All of these contents must be there, else `find` is not asked. */
  needs: number;
  find(line: LogicalLine, report: Report): void;
}
