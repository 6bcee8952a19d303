import type { ReportChoice } from "@/lib/domain/report-choice";
import { reportView } from "@/lib/urls";
import type { ReportFilters } from "./report";

/** The list of findings on its page. */
export const REPORT_ANCHOR = "findings";

/** Every filter off. */
export const UNFILTERED = {
  severity: undefined,
  check: undefined,
  where: undefined,
  state: undefined,
  path: undefined,
  rule: undefined,
} as const satisfies ReportChoice;

/** The address of the same report with other filters; what is set to undefined is left out. It begins on its first page. */
export const reportLink = ({ address, choice }: ReportFilters, change: ReportChoice, anchor: string = REPORT_ANCHOR): string =>
  reportView(address, { ...choice, page: undefined, ...change }, anchor);
