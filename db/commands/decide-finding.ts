import { and, countDistinct, eq, gt, inArray, ne, notExists, notInArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { DecisionScope, ReasonKind } from "@/lib/domain/decisions";
import { appError } from "@/lib/errors";
import { ok } from "@/lib/result";
import type { Db, Tx } from "../context";
import { listOpenQuestions } from "../queries/open-questions";
import type { FindingRow } from "../queries/scan-result";
import { emails, findingDecisions } from "../schema";
import { listEditorIds } from "./actor";
import { refuseIfDeleted } from "./deleted-plugin";
import { type AboutFinding, type Decided, findingOf, openFindings, record } from "./finding-to-decide";
import { inTransaction } from "./in-transaction";
import { listReviewerIds, queueEmails } from "./queue-email";
import { recomputeVerdicts } from "./recompute-verdict";

interface OwnersWord extends AboutFinding {
  /** From the short list; requests of programs have none. */
  reasonKind?: ReasonKind;
  /** Default: this place alone. */
  scope?: DecisionScope;
}

/** An owner says that warnings were considered and stay. They leave the advisory count. */
export function acknowledgeFinding(db: Db, input: OwnersWord): Decided {
  return inTransaction(db, async (tx) => {
    const found = await findingOf(tx, input, "editor");
    if (!found.ok) return found;
    const { finding, version, actor, reason } = found.value;
    const open = await openFindings(tx, found.value, input.scope ?? "place");
    if (!open.ok) return open;
    if (finding.severity !== "warning")
      return appError("invalid", "Only warnings can be acknowledged. For a critical finding ask for acceptance.");
    const word = { kind: "acknowledgement" as const, reason, reasonKind: input.reasonKind, userId: actor.userId };
    const decided = await record(tx, { ...word, about: open.value, version });
    await recomputeVerdicts(tx, version.pluginId, "acceptance", actor, input.requestId);
    return ok(decided);
  });
}

/**
 * An owner asks an approver to let findings stand, with a reason, without a new upload. Changes nothing by itself. Places
 * that were asked about already stay with their own request; one that is taken back and made again soon after approvers read of it is no
 * second mail.
 */
export function askForAcceptance(db: Db, input: OwnersWord): Decided {
  return inTransaction(db, async (tx) => {
    const found = await findingOf(tx, input, "editor");
    if (!found.ok) return found;
    const { finding, version, actor, reason } = found.value;
    const open = await openFindings(tx, found.value, input.scope ?? "place");
    if (!open.ok) return open;
    if (finding.severity === "info") return appError("invalid", "Advice needs no acceptance.");
    const questions = Map.groupBy(await listOpenQuestions(tx, version.pluginId), (one) => one.fingerprint);
    const unasked = open.value.filter((row) => !questions.get(row.fingerprint)?.some((one) => row.equalCount <= one.equalCount));
    if (unasked.length === 0) return appError("conflict", "An approver was asked about this already.");
    const word = { kind: "acceptance-asked" as const, reason, reasonKind: input.reasonKind, userId: actor.userId };
    const asked = await record(tx, { ...word, about: unasked, version });
    const told = await listToldLately(tx, version.pluginId, unasked);
    await queueEmails(tx, {
      kind: "needs-decision",
      subjectId: asked.decisionId,
      versionId: version.id,
      recipientIds: (await listReviewerIds(tx, version.pluginId)).filter((id) => !told.has(id)),
      requestId: input.requestId,
    });
    return ok(asked);
  });
}

/**
 * Approvers who had a mail about each of these within the hour, and no answer was given since: a new request stands in their list
 * without another one.
 */
async function listToldLately(tx: Tx, pluginId: number, about: readonly FindingRow[]): Promise<Set<string | null>> {
  const fingerprints = [...new Set(about.map((one) => one.fingerprint))];
  const [lead, answer, end] = [alias(findingDecisions, "lead"), alias(findingDecisions, "answer"), alias(findingDecisions, "end")];
  const isAnsweredSince = and(
    eq(answer.pluginId, pluginId),
    eq(answer.fingerprint, findingDecisions.fingerprint),
    inArray(answer.kind, ["acceptance", "acceptance-refused"]),
    gt(answer.decidedAt, emails.createdAt),
  );
  // A mail of a request that was taken back does not go out any more (workers/email-content/version-mails.ts).
  const goesOut = or(ne(emails.state, "queued"), notExists(tx.select({ one: sql`1` }).from(end).where(eq(end.ends, lead.id))));
  const rows = await tx
    .select({ recipientId: emails.recipientId })
    .from(emails)
    // A mail names one place of its request.
    .innerJoin(lead, and(eq(sql`${lead.id}::text`, emails.subjectId), eq(lead.pluginId, pluginId)))
    .innerJoin(findingDecisions, or(eq(findingDecisions.id, lead.id), eq(findingDecisions.groupNo, lead.groupNo)))
    .where(
      and(
        eq(emails.kind, "needs-decision"),
        notInArray(emails.state, ["failed", "skipped"]),
        goesOut,
        gt(emails.createdAt, sql`now() - interval '1 hour'`),
        eq(findingDecisions.kind, "acceptance-asked"),
        inArray(findingDecisions.fingerprint, fingerprints),
        notExists(tx.select({ one: sql`1` }).from(answer).where(isAnsweredSince)),
      ),
    )
    .groupBy(emails.recipientId)
    .having(eq(countDistinct(findingDecisions.fingerprint), fingerprints.length));
  return new Set(rows.map((row) => row.recipientId));
}

/** An approver refuses what the author's comment in the code hides: the finding counts again. */
export function refuseSuppression(db: Db, input: AboutFinding): Decided {
  return inTransaction(db, async (tx) => {
    const found = await findingOf(tx, input, "approver");
    if (!found.ok) return found;
    const { finding, version, actor, reason } = found.value;
    if (!finding.suppression) return appError("invalid", "Nothing in the package hides this finding.");
    const decided = await record(tx, { kind: "suppression-refused", about: [finding], version, userId: actor.userId, reason });
    // It may have been deleted a moment ago. The row that was just written names the plugin: from here on nobody deletes it.
    const deleted = await refuseIfDeleted(tx, version.pluginId);
    if (deleted) return deleted;
    await recomputeVerdicts(tx, version.pluginId, "suppression-refused", actor, input.requestId);
    await queueEmails(tx, {
      kind: "decision",
      subjectId: decided.decisionId,
      versionId: version.id,
      recipientIds: await listEditorIds(tx, version.pluginId),
      requestId: input.requestId,
    });
    return ok(decided);
  });
}
