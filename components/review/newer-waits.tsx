import type { NewerVersion } from "@/lib/domain/review-queue";
import { urls } from "@/lib/urls";

/**
 * Said of a waiting version of whose stream a newer one waits too.
 *
 * @param isOwn of the viewer: somebody else decides
 */
export function NewerWaits({ newer: { version, versionId }, isOwn }: { newer: NewerVersion; isOwn: boolean }) {
  return (
    <p className="text-[0.9375rem]">
      A newer one waits: <a href={urls.reviewVersion(versionId)}>{version}</a>.{isOwn ? null : " Decide about that one first."}
    </p>
  );
}
