import { forgetUnusedLinks, planDueLinkChecks, planLinkChecks, recordLook } from "@/db/commands/check-links";
import { getDueLink } from "@/db/queries/link-checks";
import { askLink } from "@/lib/ask-link";
import { limitConcurrency } from "@/lib/limit-concurrency";
import { log } from "@/lib/logger";
import { defineTask } from "../define-task";

/** The links of a version that was uploaded. */
export const checkLinks = defineTask("check_links", async ({ versionId, requestId }, deps) => {
  if (deps.env.mayAskOutside) await planLinkChecks(deps.db, versionId, requestId);
});

/** Each hour: what is due again. */
export const recheckLinks = defineTask("recheck_links", async (_payload, deps) => {
  if (!deps.env.mayAskOutside) return;
  await forgetUnusedLinks(deps.db);
  const planned = await planDueLinkChecks(deps.db);
  if (planned > 0) log.info("links.planned", { planned });
});

/** Looks whether one address answers, and writes it down. What it finds touches no version. */
export const checkLink = defineTask("check_link", async ({ linkId, requestId }, deps) => {
  if (!deps.env.mayAskOutside) return;
  const due = await getDueLink(deps.db, linkId);
  if (!due) return;
  const answer = await oneAtATime(due.url, () =>
    askLink(due.url, { publicUrl: deps.env.publicUrl, signal: deps.shutdown, network: deps.network }),
  );
  await recordLook(deps.db, linkId, answer);
  log.info("link.checked", { linkId, outcome: answer.outcome, httpStatus: answer.httpStatus, problem: answer.problem, requestId });
});

type Turn = (work: () => Promise<unknown>) => Promise<unknown>;
const turns = new Map<string, { take: Turn; waiting: number }>();

/** A host gets one request at a time from this process, however many plugins live there. */
async function oneAtATime<T>(url: string, work: () => Promise<T>): Promise<T> {
  const host = URL.parse(url)?.hostname ?? "";
  const turn = turns.get(host) ?? { take: limitConcurrency(1, (inTurn: () => Promise<unknown>) => inTurn()), waiting: 0 };
  turns.set(host, turn);
  turn.waiting += 1;
  try {
    return (await turn.take(work)) as T;
  } finally {
    turn.waiting -= 1;
    if (turn.waiting === 0) turns.delete(host);
  }
}
