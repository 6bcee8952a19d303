import { askForPatch } from "@/app/(owner)/plugins/[pkg]/version/[version]/patch/actions";
import { PatchOffer } from "@/components/owner/patch/patch-offer";
import { getDb } from "@/db/context";
import { countFixable } from "@/db/queries/patch";
import type { VersionReport } from "@/db/queries/version-report";

/** For editors, once the checks have ended, and only where a machine can fix something. */
export async function OfferPatch({ report }: { report: VersionReport }) {
  const { currentScanId: scanId, versionId } = report;
  if (!report.isEditor || report.status === "validating" || !scanId) return null;
  return <PatchOffer versionId={versionId} fixable={await countFixable(getDb(), scanId)} ask={askForPatch} />;
}
