import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BatchBar } from "@/components/review/batch-bar";
import { MyDecisions } from "@/components/review/my-decisions";
import { QueueFilters } from "@/components/review/queue-filters";
import { QueueKeys } from "@/components/review/queue-keys";
import { QueueList } from "@/components/review/queue-list";
import { canApproveFromList } from "@/components/review/queue-row";
import { LIST_WORDS } from "@/components/review/queue-words";
import { plural } from "@/components/scan/words";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { getDb } from "@/db/context";
import { listMyDecisions } from "@/db/queries/my-decisions";
import { getReviewQueue, type ReviewQueue } from "@/db/queries/review-queue";
import { isReviewer } from "@/lib/domain/permissions";
import { QUEUE_LISTS } from "@/lib/domain/review-queue";
import { urls } from "@/lib/urls";
import { getSignedIn, requireSignedIn } from "../../_server/session";
import { approveSelected, claim, decideFromQueue, dismiss, release, undo } from "./queue-actions";
import { addressOf, type QueueQuery, readQueueQuery, type SearchParams, toFilter } from "./queue-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: isReviewer(await getSignedIn()) ? "Review" : "Not found" };
}

export default async function ReviewPage({ searchParams }: { searchParams: SearchParams }) {
  const query = await readQueueQuery(searchParams);
  const person = await requireSignedIn(urls.review(addressOf(query)));
  const queue = await getReviewQueue(getDb(), person, toFilter(query));
  if (!queue) notFound();
  const { lists, own } = queue.counts;
  const now = new Date();
  return (
    <>
      <PageHeader
        title="Review"
        lead="Versions that wait for an approver. You cannot decide about plugins that you edit."
        actions={
          <LinkButton size="sm" href={urls.reviewFeedPage()}>
            Try them in QGIS
          </LinkButton>
        }
      />
      <MyDecisions decisions={await listMyDecisions(getDb(), person.userId)} now={now} actions={{ undo, dismiss }} />
      <Tabs
        label="Lists"
        tabs={QUEUE_LISTS.map((list) => ({
          label: `${LIST_WORDS[list].title} (${lists[list]})`,
          href: urls.review(addressOf({ ...query, list, reason: "", page: 1 })),
          isCurrent: list === query.list,
        }))}
      />
      <QueueFilters choice={query} counts={queue.counts} />
      <p className="mb-3 text-sm text-muted" role="status">
        {summary(queue, query)}
        {queue.rows.some((row) => row.newer) ? " Those of which a newer one waits stand last." : ""}
        {own > 0 && !query.own ? ` ${plural(own, "version")} of your own plugins ${own === 1 ? "is" : "are"} left out.` : ""}
      </p>
      {queue.rows.length > 0 ? <QueueKeys /> : null}
      {queue.rows.some(canApproveFromList) ? <BatchBar action={approveSelected} /> : null}
      <QueueList
        list={query.list}
        rows={queue.rows}
        now={now}
        actions={{ decide: decideFromQueue, claim, release }}
        empty={<Nothing query={query} isFiltered={lists[query.list] > 0} />}
      />
      <Pagination page={queue.page} pages={queue.pages} hrefOf={(page) => urls.review(addressOf({ ...query, page }))} />
    </>
  );
}

function summary({ found, counts }: ReviewQueue, { list }: QueueQuery): string {
  const all = counts.lists[list];
  const late = counts.late > 0 ? `, ${counts.late.toLocaleString("en")} of them late` : "";
  if (found === all) return `${LIST_WORDS[list].lead} ${plural(all, "version")} ${all === 1 ? "waits" : "wait"}${late}.`;
  return `${found.toLocaleString("en")} of ${plural(all, "waiting version")} ${found === 1 ? "matches" : "match"}.`;
}

function Nothing({ query, isFiltered }: { query: QueueQuery; isFiltered: boolean }) {
  if (!isFiltered) return <EmptyState title={LIST_WORDS[query.list].empty} />;
  const { list } = query;
  return (
    <EmptyState
      title="Nothing here matches these filters"
      action={<LinkButton href={urls.review(list === "ready" ? {} : { list })}>Show all of the list</LinkButton>}
    />
  );
}
