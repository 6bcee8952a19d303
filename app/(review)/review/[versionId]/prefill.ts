import type { CheckId } from "@/components/scan/report";
import { getDb } from "@/db/context";
import { listPluginNames } from "@/db/queries/author-plugins";
import { listCopies } from "@/db/queries/libraries";
import { listPathsOfRules } from "@/db/queries/paths-of-rules";
import type { ReviewFacts } from "@/db/queries/review-version";
import type { VersionReport } from "@/db/queries/version-report";
import type { ChecklistId, Prefill } from "@/lib/domain/approval-checklist";
import { prefillChecklist } from "@/lib/domain/prefill-checklist";
import { guessLanguage } from "@/lib/guess-language";
import { similarNames } from "@/lib/similar-names";
import type { CompareAnswer, Comparison } from "@/scanners/archive/compare/types";
import { readScan } from "./read-scan";

/** Rules of `suspicious-files` that look into files and find compiled code. */
const COMPILED = ["files/executable-content", "files/nested-archive-with-code"];

/** The approval practice as far as the package, its links and what the checks found answer it. */
export async function prefillFor(
  report: VersionReport,
  facts: ReviewFacts,
  compared: CompareAnswer<Comparison>,
): Promise<Record<ChecklistId, Prefill>> {
  const { metadata, packageName } = report;
  const names = await listPluginNames(getDb());
  const scan = report.scan;
  const hasEnded = (checkId: CheckId) => scan?.checks.some((check) => check.checkId === checkId && check.state === "finished");
  const paths = compared.ok ? compared.value.files.map((file) => file.path) : null;
  return prefillChecklist({
    metadata,
    previousChangelog: facts.base ? (facts.base.metadata.changelog ?? null) : undefined,
    links: report.links,
    paths,
    topFolder: packageName,
    copies: scan && hasEnded("coverage") ? listCopies((await readScan(scan.scanId, report.pluginId)).shared, paths ?? []) : null,
    binaries: scan && hasEnded("suspicious-files") ? await listPathsOfRules(getDb(), scan.scanId, COMPILED) : null,
    warnings: report.packageWarnings.map((warning) => warning.code),
    similarNames: similarNames({ packageName, name: metadata.name }, names).map((one) => `${one.name} (${one.packageName})`),
    language: guessLanguage(`${metadata.description}\n${metadata.about}`),
  });
}
