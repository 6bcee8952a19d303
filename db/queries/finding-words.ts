import type { ReasonKind } from "@/lib/domain/decisions";
import { answerDueAt } from "@/lib/domain/decisions";
import { type FindingStanding, findingStanding } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { type DecisionInForce, listDecisionsInForce } from "./decisions";
import { type FindingWord, listFindingHistory } from "./finding-history";
import { listOpenQuestions, type OpenQuestion } from "./open-questions";
import { type FindingRow, toVerdictFinding } from "./scan-result";
import { listVoidDecisions, type Outgrowing, type VoidDecision } from "./void-decisions";

/** What people said about a finding, and where it stands by that. */
export interface FindingWords {
  standing: FindingStanding;
  /** A suppression that an approver refused, or why the finding was accepted or acknowledged. */
  decision: {
    id: string;
    kind: DecisionInForce["kind"];
    reasonKind: ReasonKind | null;
    reason: string;
    groupNo: number | null;
    /** Places that are kept by it and by what was decided in the same go. */
    places: number;
    decidedAt: Date;
  } | null;
  /** The owner asked to have it accepted and nobody has answered yet. */
  asked: AskedQuestion | null;
  /** A decision that was about it and holds no longer. */
  voided: VoidDecision | null;
  /** All that was ever said about it, oldest first. */
  history: FindingWord[];
  /** Open places of the scan with the same rule and severity, this one among them; 0 for what does not count. */
  alike: number;
}

export interface AskedQuestion {
  decisionId: string;
  reasonKind: ReasonKind | null;
  reason: string;
  byName: string | null;
  askedAt: Date;
  /** Until when it should be answered. */
  dueAt: Date;
  /** The request's number, and how many places of the plugin wait under it. */
  groupNo: number | null;
  places: number;
}

type Spoken = Outgrowing & Pick<FindingRow, "checkId" | "severity" | "suppression">;

/**
 * What was said about findings of one scan.
 *
 * @param rows all findings of the scan
 * @param pluginId whose decisions speak; null: nobody's
 */
export async function listFindingWords(
  db: Executor,
  rows: readonly Spoken[],
  pluginId: number | null,
): Promise<(row: Pick<Spoken, "id">) => FindingWords> {
  const decisions = pluginId === null ? [] : await listDecisionsInForce(db, pluginId);
  const questions = pluginId === null ? [] : await listOpenQuestions(db, pluginId);
  const history = pluginId === null ? new Map<string, FindingWord[]>() : await listFindingHistory(db, pluginId);
  const decided = Map.groupBy(decisions, (one) => one.fingerprint);
  const asked = Map.groupBy(questions, (one) => one.fingerprint);
  const spoken = new Map(
    rows.map((row) => {
      const own = decided.get(row.fingerprint) ?? [];
      const standing = findingStanding(toVerdictFinding(row), own);
      const question = standing === "open" ? asked.get(row.fingerprint)?.find((one) => row.equalCount <= one.equalCount) : undefined;
      const words: FindingWords = {
        standing,
        decision: toDecision(
          own.find((one) => speaksFor(one.kind, standing)),
          decisions,
        ),
        asked: question ? toAsked(question, questions) : null,
        voided: null,
        history: history.get(row.fingerprint) ?? [],
        alike: 0,
      };
      if (standing === "open") words.voided = expired(words.history.at(-1));
      return [row.id, words];
    }),
  );
  const open = rows.filter((row) => spoken.get(row.id)?.standing === "open");
  for (const alike of Map.groupBy(open, (row) => `${row.ruleId} ${row.severity}`).values())
    for (const row of alike) (spoken.get(row.id) as FindingWords).alike = alike.length;
  const voided = await listVoidDecisions(db, {
    open,
    present: new Set(rows.map((row) => row.fingerprint)),
    decisions,
  });
  for (const [id, decision] of voided) (spoken.get(id) as FindingWords).voided = decision;
  return ({ id }) => spoken.get(id) as FindingWords;
}

/** An acceptance that nothing came after, and that has ended by itself. */
function expired(last: FindingWord | undefined): VoidDecision | null {
  if (last?.kind !== "acceptance" || last.isWithdrawal || !last.expiresAt || last.expiresAt > new Date()) return null;
  const { kind, reasonKind, reason, at } = last;
  return { kind, reasonKind, reason, decidedAt: at, cause: "expired" };
}

function speaksFor(kind: DecisionInForce["kind"], standing: FindingStanding): boolean {
  if (kind === "acceptance") return standing === "accepted";
  if (kind === "acknowledgement") return standing === "acknowledged";
  return standing === "open";
}

function toDecision(decision: DecisionInForce | undefined, all: readonly DecisionInForce[]): FindingWords["decision"] {
  if (!decision) return null;
  const { id, kind, reasonKind, reason, groupNo, decidedAt } = decision;
  return { id, kind, reasonKind, reason, groupNo, places: placesOf(decision, all), decidedAt };
}

/** How many places share its number. */
function placesOf<T extends { kind?: string; groupNo: number | null; equalCount: number }>(one: T, all: readonly T[]): number {
  const group = one.groupNo === null ? [one] : all.filter((other) => other.groupNo === one.groupNo && other.kind === one.kind);
  return group.reduce((sum, other) => sum + other.equalCount, 0);
}

function toAsked(question: OpenQuestion, all: readonly OpenQuestion[]): AskedQuestion {
  const { decisionId, reasonKind, reason, byName, askedAt, groupNo } = question;
  const places = placesOf(question, all);
  return { decisionId, reasonKind, reason, byName, askedAt, dueAt: answerDueAt(askedAt), groupNo, places };
}
