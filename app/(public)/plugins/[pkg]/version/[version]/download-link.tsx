import { Download } from "lucide-react";
import { getSignedIn } from "@/app/_server/session";
import { LinkButton } from "@/components/ui/button";
import type { VersionReport } from "@/db/queries/version-report";
import { isGreen } from "@/lib/domain/verdict-words";
import { env } from "@/lib/env";
import { signDraftDownload } from "@/lib/signed-link";
import { urls } from "@/lib/urls";

/** Public files for everybody; others for people who see the draft, by a link of their own that soon ends, and ends with their rights. */
export async function DownloadLink({ report }: { report: VersionReport }) {
  if (report.status === "approved") {
    return (
      <LinkButton
        external
        href={urls.download(report.packageName, report.version)}
        variant={isGreen(report.verdict) ? "primary" : "secondary"}
      >
        <Download aria-hidden /> Download
      </LinkButton>
    );
  }
  const person = await getSignedIn();
  if (report.access !== "report" || !person) return null;
  const token = signDraftDownload(env().AUTH_SECRET, {
    versionId: report.versionId,
    artifactSha256: report.artifactSha256,
    userId: person.userId,
  });
  return (
    <LinkButton
      external
      href={urls.download(report.packageName, report.version, token)}
      title="This link works for five minutes, for everybody who has it"
    >
      <Download aria-hidden /> {report.wasEverApproved ? "Download the file" : "Download draft"}
    </LinkButton>
  );
}
