import { AuthorPlugins } from "@/components/review/author-plugins";
import { DownloadDays } from "@/components/review/download-days";
import { EarlierFeedback } from "@/components/review/earlier-feedback";
import { PastDecisions } from "@/components/review/past-decisions";
import { CardSection } from "@/components/ui/card";
import { getDb } from "@/db/context";
import { listAuthorPlugins } from "@/db/queries/author-plugins";
import { listPastDecisions } from "@/db/queries/plugin-past";
import type { ReviewFacts } from "@/db/queries/review-version";
import { listDownloadDays } from "@/db/queries/version-downloads";
import { listVersionFeedback } from "@/db/queries/version-feedback";
import type { VersionReport } from "@/db/queries/version-report";

/** What was decided before, who the author is, and who could have the version. */
export async function Background({ facts, report }: { facts: ReviewFacts; report: VersionReport }) {
  const db = getDb();
  const { pluginId, uploader } = facts;
  return (
    <>
      <EarlierFeedback remarks={await listVersionFeedback(db, report.versionId)} />
      <CardSection title="Earlier decisions on this plugin">
        <PastDecisions decisions={await listPastDecisions(db, pluginId)} />
      </CardSection>
      <CardSection title={uploader ? `Other plugins of ${uploader.name || "the author"}` : "Other plugins of the author"}>
        <AuthorPlugins plugins={await listAuthorPlugins(db, uploader?.userId ?? null, pluginId)} />
      </CardSection>
      {report.wasEverApproved ? (
        <CardSection title="Who may have downloaded it" id="downloads">
          <DownloadDays days={await listDownloadDays(db, report.versionId)} total={report.downloads} />
        </CardSection>
      ) : null}
    </>
  );
}
