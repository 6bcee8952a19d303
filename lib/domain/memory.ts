/** How the findings of a scan relate to those of the version before it; notes (severity info) left out. */
export interface MemoryCounts {
  /** Open ones that were not there. */
  new: number;
  /** Open ones that were there, in the same file or another. */
  carriedOver: number;
  /** Those that are gone. */
  fixed: number;
}

interface Counted {
  severity: "critical" | "warning" | "info";
  standing: "open" | "suppressed" | "acknowledged" | "accepted";
  change: "new" | "carried-over" | "moved";
}

/** Counts what matters to a verdict: what was suppressed, acknowledged or accepted asks nothing of anybody. */
export function countMemory(found: readonly Counted[], fixed: readonly Pick<Counted, "severity">[]): MemoryCounts {
  const open = found.filter((one) => one.standing === "open" && one.severity !== "info");
  const isNew = open.filter((one) => one.change === "new").length;
  return { new: isNew, carriedOver: open.length - isNew, fixed: fixed.filter((one) => one.severity !== "info").length };
}

/** "2 new, 12 carried over, 4 fixed", without zeros. Without any of them only the findings stayed the same, not the code. */
function memoryWords(counts: MemoryCounts): string {
  const parts: [number, string][] = [
    [counts.new, "new"],
    [counts.carriedOver, "carried over"],
    [counts.fixed, "fixed"],
  ];
  // No-break spaces: a number stays with its word at the end of a line.
  const said = parts.flatMap(([count, words]) => (count > 0 ? `${count.toLocaleString("en")} ${words}`.replaceAll(" ", "\u00a0") : []));
  return said.length > 0 ? said.join(", ") : "no finding is new, none is fixed";
}

/** What a scan was compared with. */
export const COMPARISON_KINDS = ["approved", "draft", "last-file"] as const;
export type ComparisonKind = (typeof COMPARISON_KINDS)[number];

/** "1.3", or "the last file" */
export const comparedWords = ({ version, kind }: { version: string; kind: ComparisonKind }): string =>
  kind === "last-file" ? "the last file" : version;

/** "Since 1.3, notes left out: 2 new, 4 fixed." Lists beside it show notes too. */
export function memorySentence(counts: MemoryCounts, compared: { version: string; kind: ComparisonKind }): string {
  return `Since ${comparedWords(compared)}, notes left out: ${memoryWords(counts)}.`;
}
