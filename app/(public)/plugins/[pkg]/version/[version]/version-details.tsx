import { Fact } from "@/components/plugin/fact";
import { LinkFacts, LinkStateNote } from "@/components/plugin/link-fact";
import { plural, sizeWords } from "@/components/scan/words";
import { CardSection } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { VersionReport } from "@/db/queries/version-report";

/** What metadata.txt and the file say. */
export function VersionDetails({ report }: { report: VersionReport }) {
  const { metadata } = report;
  return (
    <CardSection title="Details" id="details">
      <div className="grid gap-5">
        <dl className="grid gap-x-8 gap-y-3 text-[0.9375rem] sm:grid-cols-2 lg:grid-cols-3">
          <Fact name="QGIS">
            {metadata.qgisMinimumVersion} – {metadata.qgisMaximumVersion}
          </Fact>
          <Fact name="Package">{report.packageName}</Fact>
          <Fact name="Author">{metadata.author}</Fact>
          <Fact name="Uploaded">
            <Time at={report.uploadedAt} withTime />
            {report.uploadedByName ? ` by ${report.uploadedByName}` : null}
          </Fact>
          {report.publishedAt ? (
            <Fact name="Published">
              <Time at={report.publishedAt} withTime />
            </Fact>
          ) : null}
          <Fact name="File">
            {sizeWords(report.sizeBytes)}, {plural(report.fileCount, "file")}
          </Fact>
          {report.status === "approved" ? <Fact name="Downloads">{report.downloads.toLocaleString("en")}</Fact> : null}
          <LinkFacts texts={metadata} checks={report.links} />
          <Fact name="SHA-256">
            <span className="font-mono text-[0.8125rem]">{report.artifactSha256}</span>
          </Fact>
        </dl>
        {report.links.length > 0 ? <LinkStateNote /> : null}
        {metadata.changelog ? (
          <div>
            <h3 className="mb-1 font-semibold">What changed</h3>
            <p className="max-w-prose text-[0.9375rem] whitespace-pre-line">{metadata.changelog}</p>
          </div>
        ) : null}
      </div>
    </CardSection>
  );
}
