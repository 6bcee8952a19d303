import { asc, eq, inArray } from "drizzle-orm";
import type { CheckId, PathClass, Severity, Snippet, Suppression } from "@/scanners/core/types";
import type { Executor } from "../context";
import { findings } from "../schema";
import { type FindingMemory, getScanMemory, type ScanMemory } from "./finding-memory";
import { type FindingWords, listFindingWords } from "./finding-words";
import { libraryFinder, type PlaceInLibrary } from "./libraries";
import { getSharedFiles, type SharedFiles } from "./shared-files";

/** Which plugin's decisions speak about the findings of a scan. */
export interface ReportedScan {
  scanId: string;
  /** Null: nothing was decided about it. */
  pluginId: number | null;
}

export interface ReportFinding extends FindingWords {
  id: number;
  checkId: CheckId;
  ruleId: string;
  severity: Severity;
  path: string;
  line: number;
  endLine: number;
  pathClass: PathClass;
  message: string;
  snippet: Snippet | null;
  data: Record<string, string> | null;
  suppression: Suppression | null;
  /** Against the version before; null when there was none. */
  memory: FindingMemory | null;
  /** The copy of a library that the file is part of. */
  vendored: PlaceInLibrary | null;
}

/** A finding without what makes it heavy: cheap to read by the thousand, enough to count, filter and sort. */
export type ReportPlace = Omit<ReportFinding, "message" | "snippet" | "data">;

const LIGHT = {
  id: findings.id,
  checkId: findings.checkId,
  ruleId: findings.ruleId,
  severity: findings.severity,
  path: findings.path,
  line: findings.line,
  endLine: findings.endLine,
  pathClass: findings.pathClass,
  fingerprint: findings.fingerprint,
  movedFingerprint: findings.movedFingerprint,
  equalCount: findings.equalCount,
  suppression: findings.suppression,
};

/** Whose code a place is in, as people see it: the engine knows a library by its path alone. */
export const whoseCode = ({ vendored, pathClass }: Pick<ReportPlace, "vendored" | "pathClass">): PathClass =>
  vendored ? "vendored" : pathClass;

/** What all parts of a page ask of a scan. */
export interface ReadReport extends ReportedScan {
  /** All findings by place, each with what has become of it. */
  places: ReportPlace[];
  /** What the scan remembers of the one before it. */
  memory: ScanMemory | null;
  shared: SharedFiles;
}

/** Reads it once, however many parts a page has. The caller has asked whether the findings may be seen. */
export async function readReport<Scan extends ReportedScan>(db: Executor, scan: Scan): Promise<ReadReport & Pick<Scan, "pluginId">> {
  const { scanId, pluginId }: Pick<Scan, "scanId" | "pluginId"> = scan;
  const memory = await getScanMemory(db, scanId);
  const rows = await db
    .select(LIGHT)
    .from(findings)
    .where(eq(findings.scanId, scanId))
    .orderBy(asc(findings.path), asc(findings.line), asc(findings.id));
  const wordsOf = await listFindingWords(db, rows, pluginId);
  const shared = await getSharedFiles(db, scan);
  const libraryAt = libraryFinder(shared);
  const places = rows.map(({ fingerprint: _, movedFingerprint: _moved, equalCount: _count, ...place }) => ({
    ...place,
    ...wordsOf(place),
    memory: memory?.byFinding.get(place.id) ?? null,
    vendored: libraryAt(place),
  }));
  return { scanId, pluginId, places, memory, shared };
}

/** The same findings with their messages and code. */
export async function withTexts(db: Executor, places: readonly ReportPlace[]): Promise<ReportFinding[]> {
  if (places.length === 0) return [];
  const rows = await db
    .select({ id: findings.id, message: findings.message, snippet: findings.snippet, data: findings.data })
    .from(findings)
    .where(
      inArray(
        findings.id,
        places.map((place) => place.id),
      ),
    );
  const texts = new Map(rows.map((row) => [row.id, row]));
  // A scan that is written anew meanwhile has other findings: those that are gone are not shown.
  return places.flatMap((place) => {
    const text = texts.get(place.id);
    return text ? [{ ...place, ...text }] : [];
  });
}
