import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "@/components/owner/action-form";
import { ReviewFeedForm } from "@/components/review/review-feed-form";
import { CardSection } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getDb } from "@/db/context";
import { getOwnFeed, type OwnFeed } from "@/db/queries/review-feed";
import { isReviewer } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";
import { getSignedIn, requireSignedIn } from "../../../_server/session";
import { endFeed, makeFeed } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: isReviewer(await getSignedIn()) ? "Review feed" : "Not found" };
}

export default async function ReviewFeedPage() {
  const person = await requireSignedIn(urls.reviewFeedPage());
  if (!isReviewer(person)) notFound();
  const feed = await getOwnFeed(getDb(), person.userId);
  return (
    <>
      <PageHeader
        title="Review feed"
        lead="An address of your own for QGIS: with it the plugin manager offers the versions that wait for approval, so that you can install and try them."
        crumbs={[{ label: "Review", href: urls.review() }]}
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <CardSection title="Your address">
          <div className="grid gap-4">
            {feed ? <FeedFacts feed={feed} /> : <p>You have none at the moment.</p>}
            <ReviewFeedForm action={makeFeed} hasFeed={feed !== null} />
            {feed ? <ActionForm action={endFeed} fields={{}} variant="danger" submit="End the address" pending="Ending…" /> : null}
          </div>
        </CardSection>
        <CardSection title="How to use it">
          <HowTo />
        </CardSection>
      </div>
    </>
  );
}

function FeedFacts({ feed }: { feed: OwnFeed }) {
  return (
    <p>
      Made on <Time at={feed.createdAt} withTime />,{" "}
      {feed.lastUsedAt ? (
        <>
          last used on <Time at={feed.lastUsedAt} withTime />
        </>
      ) : (
        "not used yet"
      )}
      .
    </p>
  );
}

function HowTo() {
  return (
    <>
      <ol className="ml-5 grid list-decimal gap-2">
        <li>In QGIS open Plugins, Manage and Install Plugins, Settings, and add a repository with this address.</li>
        <li>
          Use a profile of QGIS that holds nothing of value (Settings, User Profiles, New Profile): nobody has approved these versions.
        </li>
        <li>Install what you want to try. When you have decided, remove it again or take the approved one.</li>
      </ol>
      <ul className="mt-4 ml-5 grid list-disc gap-2">
        <li>It lists versions whose checks passed and that wait, never blocked ones, and not those of plugins that you edit.</li>
        <li>Whoever has the address can read and install them, so give it to nobody. Each download is recorded under your name.</li>
        <li>It ends when you end it, make another, or do not review any more.</li>
      </ul>
    </>
  );
}
