import { LinkButton } from "./button";

/** Previous and next. `hrefOf` builds the address of a page, counted from 1. */
export function Pagination({ page, pages, hrefOf }: { page: number; pages: number; hrefOf(page: number): string }) {
  if (pages <= 1) return null;
  return (
    <nav aria-label="Pages" className="mt-6 flex items-center justify-between gap-3">
      {page > 1 ? (
        <LinkButton href={hrefOf(page - 1)} rel="prev">
          Previous
        </LinkButton>
      ) : (
        <span />
      )}
      <span className="text-sm text-muted">
        Page {page} of {pages}
      </span>
      {page < pages ? (
        <LinkButton href={hrefOf(page + 1)} rel="next">
          Next
        </LinkButton>
      ) : (
        <span />
      )}
    </nav>
  );
}
