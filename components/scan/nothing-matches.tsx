import { LinkButton } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import type { ReportFilters } from "./report";
import { reportLink, UNFILTERED } from "./report-link";

/** Said instead of an empty list, with the way out. */
export function NothingMatches({ filters }: { filters: ReportFilters }) {
  return (
    <EmptyState title="No finding matches" action={<LinkButton href={reportLink(filters, UNFILTERED)}>Show all findings</LinkButton>}>
      Choose fewer filters, or another part of a file's path.
    </EmptyState>
  );
}
