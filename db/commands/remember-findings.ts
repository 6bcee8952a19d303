import { and, eq, sql } from "drizzle-orm";
import { comparePluginVersions } from "@/lib/domain/plugin-version";
import { type Matched, matchFindings } from "@/scanners/core/match-findings";
import type { Tx } from "../context";
import { getPreviousScan } from "../queries/previous-scan";
import type { FindingRow } from "../queries/scan-result";
import { checkRuns, findingMemory, findingSightings, findings, scanComparisons, type scans, type versions } from "../schema";

type Earlier = Pick<FindingRow, "id" | "ruleId" | "path" | "line" | "fingerprint" | "movedFingerprint" | "snippet"> & {
  firstSeenIn: string | null;
};
type Row = typeof findingMemory.$inferInsert;

/** Rows per INSERT: five columns each stay well under the 65,535 parameters of the protocol. */
const INSERT_ROWS = 5_000;

/**
 * Writes down how the findings of a scan relate to those of the scan before it (`getPreviousScan`), and in which version
 * of the plugin each was seen first. Once, when the scan concludes and under the lock of verdicts: pages read it.
 */
export async function rememberFindings(
  tx: Tx,
  input: { version: typeof versions.$inferSelect; scan: typeof scans.$inferSelect; findings: readonly FindingRow[] },
): Promise<void> {
  const { version, scan } = input;
  const found = [...input.findings].sort(byPlace);
  const sighted = await listSightings(tx, version.pluginId, scan.id);
  const previous = await getPreviousScan(tx, version, scan);
  const rows = previous ? await compare(tx, { scanId: scan.id, version, found, sighted }, previous.scanId) : [];
  if (previous) {
    const { scanId: earlierScanId, version: number, kind } = previous;
    await tx.insert(scanComparisons).values({ scanId: scan.id, kind, version: number, earlierScanId });
    for (let start = 0; start < rows.length; start += INSERT_ROWS)
      await tx.insert(findingMemory).values(rows.slice(start, start + INSERT_ROWS));
  }
  await noteSightings(tx, version, found, new Map(rows.map((row) => [row.findingId, row.firstSeenIn])), sighted);
}

interface Present {
  scanId: string;
  version: Pick<typeof versions.$inferSelect, "pluginId" | "version">;
  found: readonly FindingRow[];
  sighted: ReadonlyMap<string, string>;
}

async function compare(tx: Tx, { scanId, version, found, sighted }: Present, earlierScanId: string): Promise<Row[]> {
  const earlier = await listEarlier(tx, version.pluginId, earlierScanId);
  const { matches } = matchFindings(found, earlier);
  const unlisted = await countOmitted(tx, earlierScanId);
  const known = new Set(earlier.map((one) => one.fingerprint));
  return found.map((finding, index): Row => {
    const match = matches[index] as Matched<Earlier>;
    const seen = sighted.get(finding.fingerprint);
    // One of several equal ones may be new where others are old; what was seen before and was gone has come back.
    const ownFirst = seen !== undefined && !known.has(finding.fingerprint) ? seen : version.version;
    return {
      scanId,
      findingId: finding.id,
      change: match.earlier ? match.change : takeUnlisted(unlisted, finding.ruleId),
      firstSeenIn: match.earlier ? (match.earlier.firstSeenIn ?? version.version) : ownFirst,
      earlierFindingId: match.earlier?.id ?? null,
    };
  });
}

/** Beyond its cap a rule's findings are counted and not kept: as many may have been there before without our knowing which. */
function takeUnlisted(unlisted: Map<string, number>, ruleId: string): Row["change"] {
  const left = unlisted.get(ruleId) ?? 0;
  if (left === 0) return "new";
  unlisted.set(ruleId, left - 1);
  return "carried-over";
}

async function countOmitted(tx: Tx, scanId: string): Promise<Map<string, number>> {
  const rows = await tx.select({ omitted: checkRuns.omitted }).from(checkRuns).where(eq(checkRuns.scanId, scanId));
  return new Map(rows.flatMap((row) => Object.entries(row.omitted)));
}

async function listEarlier(tx: Tx, pluginId: number, scanId: string): Promise<Earlier[]> {
  const rows = await tx
    .select({
      id: findings.id,
      ruleId: findings.ruleId,
      snippet: findings.snippet,
      path: findings.path,
      line: findings.line,
      fingerprint: findings.fingerprint,
      movedFingerprint: findings.movedFingerprint,
      // The first scan of a plugin has no memory of its own.
      firstSeenIn: sql<string | null>`coalesce(${findingMemory.firstSeenIn}, ${findingSightings.version})`,
    })
    .from(findings)
    .leftJoin(findingMemory, and(eq(findingMemory.scanId, findings.scanId), eq(findingMemory.findingId, findings.id)))
    .leftJoin(findingSightings, and(eq(findingSightings.pluginId, pluginId), eq(findingSightings.fingerprint, findings.fingerprint)))
    .where(eq(findings.scanId, scanId));
  return rows.sort(byPlace);
}

async function listSightings(tx: Tx, pluginId: number, scanId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectDistinct({ fingerprint: findingSightings.fingerprint, version: findingSightings.version })
    .from(findingSightings)
    .innerJoin(findings, eq(findings.fingerprint, findingSightings.fingerprint))
    .where(and(eq(findingSightings.pluginId, pluginId), eq(findings.scanId, scanId)));
  return new Map(rows.map((row) => [row.fingerprint, row.version]));
}

/** Keeps the lowest version per fingerprint: old versions may be scanned after new ones. */
async function noteSightings(
  tx: Tx,
  { pluginId, version }: typeof versions.$inferSelect,
  found: readonly FindingRow[],
  firstSeen: ReadonlyMap<number, string>,
  sighted: ReadonlyMap<string, string>,
): Promise<void> {
  const notes = new Map<string, string>();
  for (const { id, fingerprint } of found) {
    const first = firstSeen.get(id) ?? version;
    const known = notes.get(fingerprint) ?? sighted.get(fingerprint);
    if (known === undefined || comparePluginVersions(first, known) < 0) notes.set(fingerprint, first);
  }
  const rows = [...notes].map(([fingerprint, first]) => ({ pluginId, fingerprint, version: first }));
  for (let start = 0; start < rows.length; start += INSERT_ROWS)
    await tx
      .insert(findingSightings)
      .values(rows.slice(start, start + INSERT_ROWS))
      .onConflictDoUpdate({ target: [findingSightings.pluginId, findingSightings.fingerprint], set: { version: sql`excluded.version` } });
}

type Placed = Pick<FindingRow, "id" | "path" | "line">;

const byPlace = (a: Placed, b: Placed): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.id - b.id);
