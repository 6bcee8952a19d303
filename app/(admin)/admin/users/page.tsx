import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { PeopleFilter } from "@/components/admin/people-filter";
import { PeopleTable } from "@/components/admin/people-table";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { getDb } from "@/db/context";
import { listPeople, PEOPLE_LISTS } from "@/db/queries/admin-users";
import { isReviewer } from "@/lib/domain/permissions";
import { TRUST_CANDIDATE } from "@/lib/domain/trust-candidate";
import { urls } from "@/lib/urls";

const query = z.object({
  q: z.string().max(200).catch("").default(""),
  list: z.enum(PEOPLE_LISTS).catch("all").default("all"),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
});

const NOBODY: Record<(typeof PEOPLE_LISTS)[number], string> = {
  all: "Nobody has signed in yet.",
  candidates: "Nobody meets these conditions at present.",
  trusted: "Nobody is trusted yet.",
  staff: "Nobody is an approver or administrator yet.",
  suspended: "Nobody is suspended.",
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: isReviewer(await getSignedIn()) ? "People" : "Not found", robots: { index: false } };
}

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const asked = query.parse(await searchParams);
  const viewer = await requireSignedIn(urls.adminUsers(asked));
  if (!isReviewer(viewer)) notFound();
  const { people, total, pages } = await listPeople(getDb(), { viewer, ...asked });
  const isAdmin = viewer.role === "admin";
  return (
    <>
      <PageHeader
        title="People"
        lead={
          isAdmin
            ? "Roles, trust, suspensions. Choose a person to change something."
            : "Choose somebody to grant or revoke trust: versions of trusted authors are mostly published without a look by a person, once their checks have passed."
        }
        crumbs={[{ label: "Administration", href: urls.admin() }]}
      />
      <PeopleFilter action={urls.adminUsers()} q={asked.q} list={asked.list} searchesAddresses={isAdmin} />
      {asked.list === "candidates" ? (
        <p className="mb-4 max-w-prose text-[0.9375rem] text-muted">
          People who are not trusted yet, have at least {TRUST_CANDIDATE.published} published versions, and in whose versions no scan has
          found anything critical for {TRUST_CANDIDATE.days} days. Look at the person before you grant trust.
        </p>
      ) : null}
      {people.length === 0 && asked.page > 1 ? (
        <EmptyState
          title={`There is no page ${asked.page}`}
          action={<LinkButton href={urls.adminUsers({ ...asked, page: 1 })}>Show the first page</LinkButton>}
        />
      ) : people.length === 0 ? (
        <EmptyState
          title="Nobody found"
          action={asked.q || asked.list !== "all" ? <LinkButton href={urls.adminUsers()}>Show everybody</LinkButton> : null}
        >
          {asked.q ? `No ${isAdmin ? "name or address" : "name"} fits “${asked.q}”. Try a part of it.` : NOBODY[asked.list]}
        </EmptyState>
      ) : (
        <PeopleTable people={people} total={total} showsAddresses={isAdmin} />
      )}
      <Pagination page={asked.page} pages={pages} hrefOf={(page) => urls.adminUsers({ ...asked, page })} />
    </>
  );
}
