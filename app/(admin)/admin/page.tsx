import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { listPeople } from "@/db/queries/admin-users";
import { urls } from "@/lib/urls";
import { adminPagesFor } from "./admin-pages";

export async function generateMetadata(): Promise<Metadata> {
  const person = await getSignedIn();
  return { title: person && adminPagesFor(person).length > 0 ? "Administration" : "Not found", robots: { index: false } };
}

export default async function AdminPage() {
  const person = await requireSignedIn(urls.admin());
  const pages = adminPagesFor(person);
  if (pages.length === 0) notFound();
  const candidates = await listPeople(getDb(), { viewer: person, q: "", list: "candidates", page: 1 });
  return (
    <>
      <PageHeader title="Administration" lead="Everything done here is kept in the audit log, with who did it." />
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {pages.map((page) => (
          <li key={page.href} className="rounded-card border border-line bg-surface p-4 sm:p-5">
            <h2 className="text-lg font-bold">
              <Link href={page.href} prefetch={false}>
                {page.title}
              </Link>
            </h2>
            <p className="mt-1 text-muted">{page.about}</p>
            {page.href === urls.adminUsers() && candidates.total > 0 ? (
              <p className="mt-2">
                <Link href={urls.adminUsers({ list: "candidates" })} prefetch={false}>
                  {candidates.total === 1 ? "1 candidate for trust" : `${candidates.total} candidates for trust`}
                </Link>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
