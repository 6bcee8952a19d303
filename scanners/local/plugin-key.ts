import { createHash } from "node:crypto";
import type { FindingDecision } from "../core/verdict";
import { type JsonReport, reportSchema } from "../report/json-schema";
import type { PackageReport } from "../report/package-report";
import { readJson } from "./read-json";
import { decisionsAnswer } from "./server-answers";
import type { SiteDecisions } from "./server-decisions";
import { UsageError } from "./usage-error";

/** What earlier work on the plugin tells: the key of its fingerprints, people's decisions, and a report to compare with. */
export interface Memory {
  fingerprints: PackageReport["fingerprints"];
  decisions: readonly FindingDecision[];
  baseline: JsonReport | null;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Tells keys apart without telling them. */
const keyIdOf = (key: string) => sha256(`greenbadge key id ${key}`).slice(0, 16);

/**
 * Chooses the key of the fingerprints: the plugin's own where its decisions are given, else the baseline's, else one of
 * this report. That one is made from the content, so that two runs over one package give the same report; whoever can
 * make it has the code.
 *
 * @param opened null for a package that cannot be opened: there is nothing to compare then
 * @param answered what the site answered to a token, where no file was given
 * @throws UsageError for files of another form, plugin or key
 */
export async function recall(
  paths: { decisions: string | null; baseline: string | null },
  opened: { topFolder: string; contentDigest: string } | null,
  answered: SiteDecisions | null = null,
): Promise<Memory> {
  const site = paths.decisions === null ? answered : await readJson(paths.decisions, "file of decisions", decisionsAnswer);
  const baseline =
    paths.baseline === null ? null : await readJson(paths.baseline, "report of an earlier run (--format json)", reportSchema);
  if (site && opened && site.packageName.toLowerCase() !== opened.topFolder.toLowerCase())
    throw new UsageError(
      `${paths.decisions ?? "The site's answer"} is about the plugin ${site.packageName}, and this is ${opened.topFolder}.`,
    );
  if (site) {
    const fingerprints = { origin: "server", key: site.fingerprintKey, keyId: keyIdOf(site.fingerprintKey) } as const;
    if (baseline && baseline.fingerprints.keyId !== fingerprints.keyId)
      throw new UsageError(
        `${paths.baseline} was made without these decisions, so its findings cannot be compared: make it again with --decisions or --token-file.`,
      );
    return { fingerprints, decisions: site.decisions, baseline };
  }
  if (baseline && !baseline.fingerprints.key)
    throw new UsageError(
      `${paths.baseline} was made with the site's key of this plugin, which no report holds: give --decisions or --token-file as well.`,
    );
  const key = baseline?.fingerprints.key ?? sha256(`greenbadge report key ${opened?.contentDigest}`);
  return { fingerprints: { origin: "report", key, keyId: keyIdOf(key) }, decisions: [], baseline };
}
