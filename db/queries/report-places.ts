import { asc, eq, inArray } from "drizzle-orm";
import type { CheckId, PathClass, Severity, Snippet, Suppression } from "@/scanners/core/types";
import type { Executor } from "../context";
import { findings } from "../schema";
import type { FindingMemory, ScanMemory } from "./finding-memory";
import { type FindingWords, listFindingWords } from "./finding-words";
import { findLibraries, type PlaceInLibrary } from "./libraries";

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

/**
 * All findings of a scan by place, each with what has become of it. The caller has asked whether they may be seen.
 *
 * @param memory what the scan remembers of the one before it, when that is wanted
 */
export async function listReportPlaces(
  db: Executor,
  { scanId, pluginId }: ReportedScan,
  memory: ScanMemory | null = null,
): Promise<ReportPlace[]> {
  const rows = await db
    .select(LIGHT)
    .from(findings)
    .where(eq(findings.scanId, scanId))
    .orderBy(asc(findings.path), asc(findings.line), asc(findings.id));
  const wordsOf = await listFindingWords(db, rows, pluginId);
  const libraryAt = await findLibraries(db, { scanId, pluginId });
  return rows.map(({ fingerprint: _, movedFingerprint: _moved, equalCount: _count, ...place }) => ({
    ...place,
    ...wordsOf(place),
    memory: memory?.byFinding.get(place.id) ?? null,
    vendored: libraryAt(place),
  }));
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
