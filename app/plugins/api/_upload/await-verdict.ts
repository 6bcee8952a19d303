import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "@/db/context";
import { type AwaitedVerdict, getAwaitedVerdict } from "@/db/queries/awaited-verdict";
import { listGravestFindings } from "@/db/queries/report-page";
import type { ReportFinding } from "@/db/queries/report-places";
import { absoluteUrl, urls } from "@/lib/urls";
import { refusal, type UploadAnswer } from "./answer";

/** Longer would meet the time limits of proxies and clients. */
export const MAX_WAIT_SECONDS = 20;
/** Checks take about a second: asking more often would find out little sooner. */
const ASK_EVERY_MS = 250;
/** A CI log holds these; the report has all. */
const FINDINGS_SHOWN = 20;

/**
 * The answer to an upload that was taken in, once its checks have ended: 201 with the verdict, 422 when it cannot be
 * published as it is, or the same 201 as without waiting when the time is over.
 */
export async function withVerdict(
  { db, publicUrl, signal }: { db: Db; publicUrl: string; signal: AbortSignal },
  answer: UploadAnswer & { scanId: string },
  seconds: number,
): Promise<UploadAnswer> {
  const end = Date.now() + seconds * 1000;
  let standing = await getAwaitedVerdict(db, answer.scanId);
  while (standing.state === "validating" && Date.now() < end && !signal.aborted) {
    await sleep(Math.min(ASK_EVERY_MS, Math.max(0, end - Date.now())));
    standing = await getAwaitedVerdict(db, answer.scanId);
  }
  if (standing.state === "validating") return answer;
  if (standing.state === "superseded")
    return refusal(409, `Another file came for version ${answer.body.version} while this one was checked.`, { isTemporary: true });
  return concluded(db, publicUrl, answer, standing);
}

async function concluded(
  db: Db,
  publicUrl: string,
  answer: UploadAnswer,
  { reason, status, scanId }: Extract<AwaitedVerdict, { state: "concluded" }>,
): Promise<UploadAnswer> {
  const facts = { verdict: reason.verdict, approved: status === "approved" };
  if (reason.verdict === "passed" || reason.verdict === "advisory") {
    const kept = reason.suppressed + reason.acknowledged + reason.accepted;
    const state = facts.approved ? "It is public." : "It waits for an approver.";
    const message = `Version ${answer.body.version} passed the checks${reason.open.warning > 0 ? " with advice" : ""}. ${state}`;
    return { ...answer, body: { ...answer.body, message, validation_status: kept > 0 ? "validated_with_config" : "validated", ...facts } };
  }
  const { findings, total } = await listGravestFindings(db, scanId, FINDINGS_SHOWN);
  const places = findings.map((finding) => place(finding, publicUrl));
  const words =
    reason.verdict === "blocked"
      ? `Version ${answer.body.version} is blocked: ${reason.open.critical} critical ${reason.open.critical === 1 ? "finding" : "findings"}.`
      : `Version ${answer.body.version} could not be checked to the end (${reason.errored.map((one) => one.checkId).join(", ")}). People look at why.`;
  const first = places.find((place) => place.severity === "critical");
  return {
    status: 422,
    cause:
      reason.verdict === "blocked" && first ? `Blocked: ${first.rule} at ${first.place}, ${reason.open.critical} critical in all` : words,
    body: {
      ...answer.body,
      success: false,
      error: words,
      message: `${words} It is stored and not public; send a corrected file under the same number.`,
      errors: {
        security_scan: places.map((place) => `${place.severity} ${place.rule} ${place.place}: ${place.message}`),
      },
      validation_status: reason.verdict,
      ...facts,
      findings: places.map(({ place: _, ...finding }) => finding),
      findings_total: total,
    },
    headers: answer.headers,
  };
}

/** No code: what a finding quotes is on the page, for those who may see it. */
function place({ ruleId, severity, path, line, message }: ReportFinding, publicUrl: string) {
  const docs = absoluteUrl(publicUrl, urls.ruleDocs(ruleId));
  return { rule: ruleId, severity, path, line, message, docs, place: line > 0 ? `${path}:${line}` : path };
}
