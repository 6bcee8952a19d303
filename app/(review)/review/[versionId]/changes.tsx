import { ChangeList } from "@/components/review/diff/change-list";
import type { ChangeView, DiffStyle, PlacedFinding } from "@/components/review/diff/view";
import { findingAnchor } from "@/components/scan/words";
import { CardSection } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { getDb } from "@/db/context";
import { type ComparedArtifacts, listFileDiffs } from "@/db/queries/package-changes";
import { listFindingsOfFiles } from "@/db/queries/report-page";
import type { ReviewBase } from "@/db/queries/review-base";
import type { VersionReport } from "@/db/queries/version-report";
import { env } from "@/lib/env";
import { compareThreadEntry } from "@/lib/program-entries";
import { openStorage } from "@/lib/storage";
import { reportView, urls } from "@/lib/urls";
import type { CompareAnswer, Comparison } from "@/scanners/archive/compare/types";
import { ruleById } from "@/scanners/ruleset/rules";
import type { ChangesQuery } from "./changes-query";
import { readScan } from "./read-scan";

export const artifactsOf = (report: Pick<VersionReport, "artifactSha256">, base: ReviewBase | null): ComparedArtifacts => ({
  storage: openStorage(env().dataDir),
  compareEntry: compareThreadEntry(),
  before: base?.artifactSha256 ?? null,
  after: report.artifactSha256,
});

/** What changed since a person last approved a version of the stream; of a first one, its files. */
export function Changes({
  report,
  base,
  compared,
  query,
}: {
  report: VersionReport;
  base: ReviewBase | null;
  compared: CompareAnswer<Comparison>;
  query: ChangesQuery;
}) {
  const artifacts = artifactsOf(report, base);
  return (
    <CardSection
      id="changes"
      title={base ? `Changed since ${base.version}` : "Files"}
      aside={<BaseWords base={base} />}
      className="min-w-0"
    >
      {compared.ok ? (
        <FileChanges artifacts={artifacts} comparison={compared.value} report={report} query={query} />
      ) : (
        <p>The files cannot be shown here. {compared.problem}</p>
      )}
    </CardSection>
  );
}

function BaseWords({ base }: { base: ReviewBase | null }) {
  if (!base) return "No earlier version approved by a person to compare with.";
  return (
    <>
      {base.isImported ? "imported, approved there on" : "approved by a person on"} <Time at={base.approvedAt} />
    </>
  );
}

interface FileChangesProps {
  artifacts: ComparedArtifacts;
  comparison: Comparison;
  report: VersionReport;
  query: ChangesQuery;
}

async function FileChanges({ artifacts, comparison, report, query }: FileChangesProps) {
  const { changes, unchanged, diffs } = comparison;
  const openAtOnce = new Set(diffs.map((diff) => diff.path));
  const asked = query.files.filter((path) => !openAtOnce.has(path));
  const opened = [...diffs.filter((diff) => !query.hidden.includes(diff.path)), ...(await listFileDiffs(artifacts, asked))];
  const findings = await placedFindings(report, changes);
  const hrefOf = (changed: Partial<ChangesQuery>, anchor: string) => urls.reviewChanges(report.versionId, { ...query, ...changed }, anchor);
  return (
    <ChangeList
      changes={changes}
      unchanged={unchanged}
      diffs={opened}
      style={query.style}
      allHref={query.list === "all" ? null : hrefOf({ list: "all" }, "changes")}
      findingsOf={(path) => findings.get(path) ?? []}
      styleHref={(style: DiffStyle) => hrefOf({ style }, "changes")}
      toggleHrefOf={(change, anchor) =>
        hasNoLines(change) ? null : hrefOf(toggled(query, change.path, openAtOnce.has(change.path)), anchor)
      }
    />
  );
}

const hasNoLines = ({ kind, fold }: ChangeView): boolean =>
  kind === "mode" || kind === "renamed" || fold === "binary" || fold === "too-large";

/** What is open at once is named when it is hidden, everything else when it is shown. */
function toggled(query: ChangesQuery, path: string, isOpenAtOnce: boolean): Partial<ChangesQuery> {
  const flip = (list: readonly string[]) => (list.includes(path) ? list.filter((one) => one !== path) : [...list, path]);
  return isOpenAtOnce ? { hidden: flip(query.hidden) } : { files: flip(query.files) };
}

/** What the checks say of the files that changed. */
async function placedFindings(report: VersionReport, changes: readonly ChangeView[]): Promise<Map<string, PlacedFinding[]>> {
  if (!report.scan) return new Map();
  const scan = await readScan(report.scan.scanId, report.pluginId);
  const files = changes.map((change) => change.path);
  const placed = (await listFindingsOfFiles(getDb(), scan, files)).map(({ id, ruleId, severity, standing, path, line, message }) => ({
    ...{ path, id, severity, line, message },
    isKept: standing !== "open",
    ruleTitle: ruleById(ruleId)?.title ?? ruleId,
    href: reportView(urls.reviewVersion(report.versionId), { finding: id }, findingAnchor(id)),
  }));
  return Map.groupBy(placed, (finding) => finding.path);
}
