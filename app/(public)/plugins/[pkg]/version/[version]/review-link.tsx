import { Gavel } from "lucide-react";
import { getSignedIn } from "@/app/_server/session";
import { LinkButton } from "@/components/ui/button";
import { isReviewer } from "@/lib/domain/permissions";
import { urls } from "@/lib/urls";

/** The way to the decisions for approvers: a version that is public stands in no list of what waits, and can be quarantined. */
export async function ReviewLink({ versionId }: { versionId: number }) {
  const person = await getSignedIn();
  if (!person || !isReviewer(person)) return null;
  return (
    <LinkButton href={urls.reviewVersion(versionId)}>
      <Gavel aria-hidden /> Review page
    </LinkButton>
  );
}
