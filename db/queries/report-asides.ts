import type { Severity } from "@/scanners/core/types";
import type { ReportPlace } from "./report-places";

/** Findings in one copy of a library that the package brings along. */
export interface LibraryFindings {
  /** Its folder below the plugin's, with a slash at the end, or its file. */
  folder: string;
  /** What library it is, where that is known. */
  name: string | null;
  /** In how many other plugins each of its files with findings is at least; null when one of them is in too few. */
  others: number | null;
  open: Record<Severity, number>;
  kept: number;
}

/** What somebody decided to keep, by what keeps it. */
export interface KeptFindings {
  by: "pragma" | "config" | "baseline" | "acknowledged" | "accepted";
  /** The file that asked; null for people's decisions, and for comments, which stand in many. */
  file: string | null;
  total: number;
  /** Most findings first. */
  rules: { ruleId: string; total: number }[];
}

/**
 * Whether a place stands with its library instead of with its rule: nobody mends the code of others line by line. What
 * blocks stays with its rule, because it has to be dealt with.
 */
export const standsApart = (place: ReportPlace): boolean =>
  place.vendored !== null && !(place.standing === "open" && place.severity === "critical");

/** Libraries with their findings, the most open ones first. */
export function groupByLibrary(places: readonly ReportPlace[]): LibraryFindings[] {
  const packed = places.flatMap((place) => (place.vendored ? [{ ...place, vendored: place.vendored }] : []));
  return [...Map.groupBy(packed, ({ vendored }) => vendored.folder)]
    .map(([folder, own]) => {
      const open: Record<Severity, number> = { critical: 0, warning: 0, info: 0 };
      for (const place of own) if (place.standing === "open") open[place.severity] += 1;
      const kept = own.filter((place) => place.standing !== "open").length;
      const others = own.every((place) => place.vendored.others !== null)
        ? Math.min(...own.map((place) => place.vendored.others ?? 0))
        : null;
      return { folder: belowPlugin(folder), name: own[0]?.vendored.library ?? null, others, open, kept };
    })
    .sort((a, b) => b.open.critical - a.open.critical || b.open.warning - a.open.warning || (a.folder < b.folder ? -1 : 1));
}

/** "my_plugin/extlibs/six/" -> "extlibs/six/" */
const belowPlugin = (folder: string): string => folder.slice(folder.indexOf("/") + 1);

/** What hides findings or lets them stand, the file that asked for the most first. */
export function groupByKeeper(places: readonly ReportPlace[]): KeptFindings[] {
  const kept = places.flatMap((place) => {
    const keeper = keeperOf(place);
    return keeper ? [{ place, ...keeper }] : [];
  });
  return [...Map.groupBy(kept, ({ by, file }) => `${by} ${file}`).values()]
    .map((own) => {
      const { by, file } = own[0] as (typeof own)[number];
      const rules = [...Map.groupBy(own, ({ place }) => place.ruleId)].map(([ruleId, ones]) => ({ ruleId, total: ones.length }));
      return { by, file, total: own.length, rules: rules.sort((a, b) => b.total - a.total || (a.ruleId < b.ruleId ? -1 : 1)) };
    })
    .sort((a, b) => b.total - a.total);
}

function keeperOf({ standing, suppression }: ReportPlace): Pick<KeptFindings, "by" | "file"> | null {
  if (standing === "acknowledged" || standing === "accepted") return { by: standing, file: null };
  if (standing !== "suppressed" || !suppression) return null;
  return { by: suppression.by, file: suppression.by === "pragma" ? null : suppression.path };
}
