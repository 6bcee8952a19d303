import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { plural } from "@/components/scan/words";
import { Button, LinkButton } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { getDb } from "@/db/context";
import { countEmailStates, type EmailFilter, listEmailLog } from "@/db/queries/emails";
import { MAIL_KINDS, MAIL_STATES, MAIL_WORDS } from "@/lib/domain/mails";
import { urls } from "@/lib/urls";
import { STATES } from "./email-words";
import { LogTable } from "./log-table";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const person = await getSignedIn();
  return { title: person?.role === "admin" ? "Mails" : "Not found", robots: { index: false } };
}

const query = z.object({
  state: z.enum(MAIL_STATES).optional().catch(undefined),
  kind: z.enum(MAIL_KINDS).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export default async function EmailLogPage({ searchParams }: Props) {
  const { page, ...filter } = query.parse(await searchParams);
  const person = await requireSignedIn(urls.adminEmails({ ...filter, page }));
  if (person.role !== "admin") notFound();
  const [{ rows, total, pages }, counts] = await Promise.all([listEmailLog(getDb(), page, filter), countEmailStates(getDb())]);
  return (
    <>
      <PageHeader
        title="Mails"
        lead="Every mail that was sent or should have been, newest first. Their text is not kept, and of the receiver only the account, not the address."
        crumbs={[{ label: "Administration", href: urls.admin() }]}
      />
      <StateCounts counts={counts} chosen={filter.state} />
      <Filter filter={filter} />
      <p role="status" className="mb-3 text-sm text-muted">
        {plural(total, "mail")}
      </p>
      {rows.length === 0 ? <NoMails page={page} filter={filter} /> : <LogTable rows={rows} />}
      <Pagination page={page} pages={pages} hrefOf={(other) => urls.adminEmails({ ...filter, page: other })} />
    </>
  );
}

function NoMails({ page, filter }: { page: number; filter: EmailFilter }) {
  if (page > 1)
    return (
      <EmptyState
        title={`There is no page ${page}`}
        action={<LinkButton href={urls.adminEmails(filter)}>Show the first page</LinkButton>}
      />
    );
  if (filter.state || filter.kind)
    return <EmptyState title="No mails found" action={<LinkButton href={urls.adminEmails()}>Show all mails</LinkButton>} />;
  return <EmptyState title="No mails here">Uploads, decisions and sign-in links write them.</EmptyState>;
}

/** What an administrator looks for first: what failed, and what came back. */
function StateCounts({ counts, chosen }: { counts: Awaited<ReturnType<typeof countEmailStates>>; chosen: EmailFilter["state"] }) {
  return (
    <ul aria-label="Mails by state" className="mb-4 flex flex-wrap gap-x-5 gap-y-1 text-[0.9375rem]">
      {MAIL_STATES.filter((state) => counts.has(state)).map((state) => (
        <li key={state}>
          <Link href={urls.adminEmails({ state })} prefetch={false} aria-current={state === chosen ? "true" : undefined}>
            {STATES[state].words}
          </Link>{" "}
          {counts.get(state)?.toLocaleString("en")}
        </li>
      ))}
    </ul>
  );
}

const stateWords = Object.fromEntries(MAIL_STATES.map((state) => [state, STATES[state].words]));

function Filter({ filter }: { filter: EmailFilter }) {
  return (
    <form method="get" action={urls.adminEmails()} className="mb-4 grid items-end gap-3 sm:flex sm:flex-wrap">
      <Choice id="mail-state" name="state" label="State" any="Any" value={filter.state} options={stateWords} />
      <Choice id="mail-kind" name="kind" label="Kind" any="Any" value={filter.kind} options={MAIL_WORDS} />
      <Button>Show</Button>
      {filter.state || filter.kind ? <LinkButton href={urls.adminEmails()}>All mails</LinkButton> : null}
    </form>
  );
}
