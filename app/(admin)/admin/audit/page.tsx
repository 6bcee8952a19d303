import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { AuditFilterForm } from "@/components/admin/audit-filter";
import { AuditTable } from "@/components/admin/audit-table";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { listAuditEntries } from "@/db/queries/audit-log";
import { urls } from "@/lib/urls";
import { auditFilter } from "@/lib/validation/audit-filter";

const PER_PAGE = 100;
const query = auditFilter.extend({ before: z.coerce.number().int().positive().nullable().catch(null).default(null) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getSignedIn())?.role === "admin" ? "Audit log" : "Not found", robots: { index: false } };
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { before, ...filter } = query.parse(await searchParams);
  const person = await requireSignedIn(urls.adminAudit(filter));
  if (person.role !== "admin") notFound();
  const rows = await listAuditEntries(getDb(), filter, { before, limit: PER_PAGE + 1 });
  const shown = rows.slice(0, PER_PAGE);
  const isFiltered = Object.values(filter).some((value) => value !== "");
  return (
    <>
      <PageHeader
        title="Audit log"
        lead="Who did what, when and why. No entry can be changed unnoticed: within a minute each gets a seal that covers all before it."
        crumbs={[{ label: "Administration", href: urls.admin() }]}
        actions={
          shown.length > 0 ? (
            <LinkButton external href={urls.adminAuditExport(filter)}>
              <Download aria-hidden /> Download these as CSV
            </LinkButton>
          ) : null
        }
      />
      <AuditFilterForm action={urls.adminAudit()} filter={filter} />
      {shown.length === 0 ? (
        <EmptyState
          title="No entries found"
          action={isFiltered || before ? <LinkButton href={urls.adminAudit()}>Show all entries</LinkButton> : null}
        >
          {isFiltered || before ? "Nothing matches all of what is asked for." : "Nothing has happened yet."}
        </EmptyState>
      ) : (
        <AuditTable rows={shown} />
      )}
      <nav aria-label="Pages" className="mt-6 flex justify-between gap-3">
        {before ? <LinkButton href={urls.adminAudit(filter)}>Newest</LinkButton> : <span />}
        {rows.length > PER_PAGE ? (
          <LinkButton href={urls.adminAudit({ ...filter, before: shown.at(-1)?.id })} rel="next">
            Older
          </LinkButton>
        ) : null}
      </nav>
    </>
  );
}
