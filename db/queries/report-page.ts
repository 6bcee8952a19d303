import { eq } from "drizzle-orm";
import { isFiltered, type ReportChoice } from "@/lib/domain/report-choice";
import { CHECK_IDS, type CheckId } from "@/scanners/core/types";
import type { Executor } from "../context";
import { checkRuns, scans } from "../schema";
import type { ComparedWith, FixedFinding } from "./finding-memory";
import { listSeenHidden } from "./hidden-critical";
import { groupByKeeper, groupByLibrary, type KeptFindings, type LibraryFindings, standsApart } from "./report-asides";
import { countChoices, matches, matchesFixed, type ReportCounts } from "./report-filter";
import { type ReadReport, type ReportFinding, type ReportPlace, readReport, withTexts } from "./report-places";
import { byGravity, type GroupedRule, groupByRule } from "./report-rules";

export interface ReportPageRule extends Omit<GroupedRule, "places"> {
  /** Found, but beyond the engine's cap and not stored. */
  omitted: number;
  /** The places of this page. */
  findings: ReportFinding[];
}

export interface ReportPage {
  /** What was asked for; the rule of a finding that was asked for is named. */
  choice: ReportChoice;
  /** All findings of the scan, and those of the choice. */
  total: number;
  matching: number;
  counts: ReportCounts;
  /** All checks, some without anything to show. */
  checks: { checkId: CheckId; rules: ReportPageRule[] }[];
  /** Which page of the one rule that was asked for. */
  page: number;
  pages: number;
  libraries: LibraryFindings[];
  kept: KeptFindings[];
  comparedWith: ComparedWith | null;
  /** What the earlier scan had and this one has no more, as far as it fits the choice. */
  fixed: FixedFinding[];
  /** What counts, with the number of places by rule that are not known: for advice on what to leave out. */
  open: Pick<ReportPlace, "ruleId" | "severity" | "path" | "pathClass">[];
  omitted: Record<string, number>;
}

/** Of a rule among others: its first places, fewer when many rules were broken. Those of one rule alone come by the page. */
const FIRST_PLACES = { fix: 10, consider: 5, note: 3, kept: 3 };
const FEWEST_PLACES = 2;
/** However much was found, the page stays one that a phone can show. */
const MAX_PLACES = 60;
const PLACES_A_PAGE = 25;

/** A page of a scan's findings: all of them are counted, only the places that are shown are read with their code. */
export async function getReportPage(db: Executor, { scanId, places, memory }: ReadReport, asked: ReportChoice): Promise<ReportPage> {
  const choice = withRuleOf(places, asked);
  const omitted = await listOmitted(db, scanId);
  const matching = places.filter((place) => matches(place, choice));
  const rules = groupByRule(isFiltered(choice) ? matching : matching.filter((place) => !standsApart(place)));
  const pages = choice.rule ? Math.max(1, Math.ceil((rules[0]?.places.length ?? 0) / PLACES_A_PAGE)) : 1;
  const page = choice.rule ? Math.min(choice.page ?? pageOf(rules[0]?.places ?? [], choice.finding), pages) : 1;
  const shown = choice.rule ? rules.flatMap((rule) => slicePage(rule, page)) : firstPlaces(rules);
  const read = Map.groupBy(await withTexts(db, shown), (finding) => finding.ruleId);
  const pageRules = rules.map(({ places: _, ...rule }) => ({
    ...rule,
    omitted: omitted[rule.ruleId] ?? 0,
    findings: read.get(rule.ruleId) ?? [],
  }));
  const fixed = memory?.fixed ?? [];
  return {
    choice: choice.finding === undefined ? choice : { rule: choice.rule },
    total: places.length,
    matching: matching.length,
    counts: countChoices(places, fixed, choice),
    checks: CHECK_IDS.map((checkId) => ({ checkId, rules: pageRules.filter((rule) => rule.checkId === checkId) })),
    page,
    pages,
    libraries: groupByLibrary(places),
    kept: groupByKeeper(places),
    comparedWith: memory?.comparedWith ?? null,
    fixed: fixed.filter((one) => matchesFixed(one, choice)).sort(byGravity),
    open: places.filter((place) => place.standing === "open"),
    omitted,
  };
}

/**
 * What an approver judges one by one: critical findings that the author hides, and what the owner asked for. Of what is hidden stands
 * first what the version before did not have, then what no approver has seen, then what is known.
 */
export async function listFindingsToJudge(
  db: Executor,
  { scanId, pluginId, places }: ReadReport & { pluginId: number },
): Promise<{ hidden: ReportFinding[]; asked: ReportFinding[] }> {
  const seen = await listSeenHidden(db, { scanId, pluginId });
  const isNew = ({ memory }: ReportPlace) => memory === null || memory.state === "new";
  const knownness = (place: ReportPlace) => (isNew(place) ? 0 : seen.has(place.id) ? 2 : 1);
  const hidden = places.filter(({ asked, severity, standing }) => asked === null && severity === "critical" && standing === "suppressed");
  return {
    hidden: await withTexts(
      db,
      hidden.toSorted((a, b) => knownness(a) - knownness(b)),
    ),
    asked: await withTexts(
      db,
      places.filter(({ asked }) => asked !== null),
    ),
  };
}

/** Everything that was found in some of the files, by place. */
export async function listFindingsOfFiles(db: Executor, { places }: ReadReport, paths: readonly string[]): Promise<ReportFinding[]> {
  const wanted = new Set(paths);
  return withTexts(
    db,
    places.filter((place) => wanted.has(place.path)),
  );
}

/** The first of those that count, the gravest first, and how many count. */
export async function listGravestFindings(
  db: Executor,
  scanId: string,
  most: number,
): Promise<{ findings: ReportFinding[]; total: number }> {
  const [scan] = await db.select({ pluginId: scans.pluginId }).from(scans).where(eq(scans.id, scanId));
  const { places } = await readReport(db, { scanId, pluginId: scan?.pluginId ?? null });
  const open = places.filter((place) => place.standing === "open").sort(byGravity);
  return { findings: await withTexts(db, open.slice(0, most)), total: open.length };
}

/** One finding is shown among the places of its rule, whatever else is asked; one that is gone asks for nothing. */
function withRuleOf(places: readonly ReportPlace[], choice: ReportChoice): ReportChoice {
  if (choice.finding === undefined) return choice;
  const place = places.find(({ id }) => id === choice.finding);
  return place ? { finding: place.id, rule: place.ruleId } : { ...choice, finding: undefined };
}

const pageOf = (places: readonly ReportPlace[], findingId: number | undefined): number =>
  1 +
  Math.floor(
    Math.max(
      0,
      places.findIndex(({ id }) => id === findingId),
    ) / PLACES_A_PAGE,
  );

const slicePage = (rule: GroupedRule, page: number): ReportPlace[] => rule.places.slice((page - 1) * PLACES_A_PAGE, page * PLACES_A_PAGE);

/** The most urgent rules get theirs first; those that come when the page is full have none. */
function firstPlaces(rules: readonly GroupedRule[]): ReportPlace[] {
  const share = Math.max(FEWEST_PLACES, Math.floor(MAX_PLACES / Math.max(1, rules.length)));
  let left = MAX_PLACES;
  return rules.flatMap((rule) => {
    const places = rule.places.slice(0, Math.min(FIRST_PLACES[rule.group], share, left));
    left -= places.length;
    return places;
  });
}

async function listOmitted(db: Executor, scanId: string): Promise<Record<string, number>> {
  const runs = await db.select({ omitted: checkRuns.omitted }).from(checkRuns).where(eq(checkRuns.scanId, scanId));
  return Object.assign({}, ...runs.map((run) => run.omitted));
}
