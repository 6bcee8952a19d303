import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireSignedIn } from "@/app/_server/session";
import { PersonFacts } from "@/components/admin/person-facts";
import { PersonHistory } from "@/components/admin/person-history";
import { EraseSection, RoleSection, SuspensionSection, TrustSection } from "@/components/admin/person-sections";
import { StandingChips } from "@/components/admin/standing-chips";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { getPersonPage, type PersonPage } from "@/db/queries/admin-users";
import { isReviewer } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import { erase, reinstate, setRole, setTrust, suspend } from "./actions";

interface Props {
  params: Promise<{ userId: string }>;
}

/** Read once for the title and the page. */
const load = cache(async (part: string) => {
  const viewer = await requireSignedIn(urls.adminUser(part));
  const userId = z.uuid().safeParse(part);
  return { viewer, person: isReviewer(viewer) && userId.success ? await getPersonPage(getDb(), viewer, userId.data) : null };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { person } = await load((await params).userId);
  return { title: person ? person.name || "Somebody without a name" : "Not found", robots: { index: false } };
}

export default async function PersonAdminPage({ params }: Props) {
  const { viewer, person } = await load((await params).userId);
  if (!person) notFound();
  return (
    <>
      <PageHeader
        title={person.name || "Somebody without a name"}
        badge={<StandingChips person={person} />}
        lead={person.isErased ? undefined : person.email}
        crumbs={[
          { label: "Administration", href: urls.admin() },
          { label: "People", href: urls.adminUsers() },
        ]}
        actions={
          viewer.role === "admin" ? <LinkButton href={urls.adminAudit({ person: person.userId })}>Show in the audit log</LinkButton> : null
        }
      />
      <div className="grid gap-6 [&>*]:min-w-0">
        <PersonFacts person={person} />
        <PersonHistory history={person.history} ofTrustAlone={viewer.role !== "admin"} />
        <Decisions person={person} isOwn={viewer.userId === person.userId} isAdmin={viewer.role === "admin"} />
      </div>
    </>
  );
}

function Decisions({ person, isOwn, isAdmin }: { person: PersonPage; isOwn: boolean; isAdmin: boolean }) {
  if (person.isErased)
    return (
      <Alert tone="info" title="This person is erased">
        Name and address are gone. What they did stays in the histories, under the number in this page’s address.
      </Alert>
    );
  if (isOwn)
    return (
      <Alert tone="info" title="This is you">
        Nobody decides about themselves. Ask {isAdmin ? "another administrator" : "another approver or an administrator"}.
      </Alert>
    );
  return (
    <>
      <TrustSection person={person} action={setTrust} isAdmin={isAdmin} />
      {isAdmin ? (
        <>
          <RoleSection person={person} action={setRole} />
          <SuspensionSection person={person} suspend={suspend} reinstate={reinstate} />
          <EraseSection person={person} action={erase} />
        </>
      ) : null}
    </>
  );
}
