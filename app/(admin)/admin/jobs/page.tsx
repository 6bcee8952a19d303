import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getSignedIn, requireSignedIn } from "@/app/_server/session";
import { QueueTable } from "@/components/admin/queue-table";
import { RegularWorkTable } from "@/components/admin/regular-work-table";
import { TroubledJobs } from "@/components/admin/troubled-jobs";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { LATE_AFTER_MINUTES, listRegularWork, listTroubledJobs } from "@/db/queries/jobs";
import { countLiveWorkers, listQueueDepths } from "@/db/queries/operations";
import { urls } from "@/lib/urls";
import { giveUp, retry } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const person = await getSignedIn();
  return { title: person?.role === "admin" ? "Jobs" : "Not found", robots: { index: false } };
}

export default async function JobsPage() {
  const person = await requireSignedIn(urls.adminJobs());
  if (person.role !== "admin") notFound();
  const db = getDb();
  const [troubled, queue, regular, workers] = await Promise.all([
    listTroubledJobs(db),
    listQueueDepths(db),
    listRegularWork(db),
    countLiveWorkers(db),
  ]);
  return (
    <>
      <PageHeader
        title="Jobs"
        lead="Checks, mails and the feed are made in the background, by workers. What failed or is late is shown first."
        crumbs={[{ label: "Administration", href: urls.admin() }]}
      />
      <div className="grid gap-8">
        {workers === 0 ? (
          <Alert tone="bad" title="No worker is running">
            <p>Uploads are taken, but nothing is checked and no mail is sent until one runs.</p>
          </Alert>
        ) : null}
        <section className="grid gap-3">
          <h2 className="text-lg font-bold">Needs a look</h2>
          {troubled.length > 0 ? (
            <TroubledJobs jobs={troubled} retry={retry} giveUp={giveUp} />
          ) : (
            <EmptyState title="Nothing went wrong">No job has failed, and none is more than {LATE_AFTER_MINUTES} minutes late.</EmptyState>
          )}
        </section>
        <section className="grid gap-3">
          <h2 className="text-lg font-bold">Queue</h2>
          {queue.length > 0 ? <QueueTable queue={queue} /> : <p className="text-muted">No job waits or runs.</p>}
        </section>
        <section className="grid gap-3">
          <h2 className="text-lg font-bold">Regular work</h2>
          {regular.length > 0 ? (
            <RegularWorkTable work={regular} now={new Date()} />
          ) : (
            <p className="text-muted">No worker has started yet.</p>
          )}
        </section>
      </div>
    </>
  );
}
