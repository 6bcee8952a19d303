import { RULES } from "@/scanners/ruleset/rules";
import type { RecordedFacts } from "../version-facts";
import type { PluginRow, VersionRow } from "./dump-rows";
import { shownVersion } from "./stored-version";

/** Codes of today's site for the checks that are its own; the others are the tools' codes, as here. */
const FILE_RULES: Record<string, readonly string[]> = {
  FILE_EXECUTABLE: ["files/executable"],
  FILE_HIDDEN: ["files/hidden"],
  FILE_BINARY: ["files/executable-content"],
  FILE_SUSPICIOUS: ["files/executable-content", "files/script"],
};

const BY_CODE = new Map(RULES.map((rule) => [rule.code, rule.id]));
const IDS = new Set(RULES.map((rule) => rule.id));

/** Our rules for what somebody skipped there. Codes that no rule of ours has are left out: nothing here reports them. */
export function mapSkips(codes: readonly string[]): string[] {
  const ids = codes.flatMap((code) => FILE_RULES[code] ?? BY_CODE.get(code) ?? []);
  return [...new Set(ids.filter((id) => IDS.has(id)))].sort();
}

export function recordedFacts(plugin: PluginRow, version: VersionRow): RecordedFacts {
  const { name, description, about, author, email, homepage, tracker, repository, tags } = plugin;
  return {
    ...{ name, description, about, author, email, homepage, tracker, repository, tags },
    version: shownVersion(version.version),
    changelog: version.changelog,
    externalDeps: version.external_deps,
    qgisMinimum: shownVersion(version.min_qg_version),
    qgisMaximum: shownVersion(version.max_qg_version),
    isExperimental: version.experimental,
    isDeprecated: plugin.deprecated,
    isServer: plugin.server,
    downloads: version.downloads,
  };
}
