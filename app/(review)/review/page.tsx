import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { QueueList } from "@/components/review/queue-list";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { getReviewQueue } from "@/db/queries/review";
import { isReviewer } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import { getSignedIn, requireSignedIn } from "../../_server/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: isReviewer(await getSignedIn()) ? "Review" : "Not found" };
}

export default async function ReviewPage() {
  const person = await requireSignedIn(urls.review());
  const queue = await getReviewQueue(getDb(), person);
  if (!queue) notFound();
  return (
    <>
      <PageHeader
        title="Review"
        lead="Versions that wait for an approver, the oldest first. Nobody decides about a plugin that they edit."
      />
      <div className="grid items-start gap-8 lg:grid-cols-2">
        <QueueList
          title="Ready"
          lead="The checks passed. Look, then approve, return or reject."
          rows={queue.ready}
          empty="Nothing waits for approval"
        />
        <QueueList
          title="Needs a decision"
          lead="Could not be checked, acceptance asked, or public and no longer clean."
          rows={queue.needsDecision}
          empty="Nothing needs a decision"
        />
      </div>
    </>
  );
}
