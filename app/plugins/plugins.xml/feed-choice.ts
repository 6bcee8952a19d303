import { createHash } from "node:crypto";
import type { Executor } from "@/db/context";
import { getPublicStamp, listFeedCandidates } from "@/db/queries/feed";
import { type FeedQuestion, selectForFeed } from "@/lib/domain/feed-selection";

export interface FeedChoice {
  ids: readonly number[];
  /** Equal for equal versions with equal verdicts, whatever the question was. */
  key: string;
}

interface Catalogue {
  stamp: string;
  candidates: Awaited<ReturnType<typeof listFeedCandidates>>;
  choices: Map<string, FeedChoice>;
}

/** Answers to different questions, kept as long as nothing public changes: a few numbers per plugin each. */
const MAX_CHOICES = 50;

/** Of the database that was asked last: a process has one, tests have several. */
let catalogue: { db: Executor; current: Catalogue } | null = null;

/** Which versions a question lists. Reads all of what is public only when that has changed. */
export async function chooseForFeed(db: Executor, question: FeedQuestion): Promise<FeedChoice> {
  const { candidates, choices } = await currentCatalogue(db);
  const asked = JSON.stringify([question.qgis, question.stableOnly, question.packageName?.toLowerCase()]);
  const known = choices.get(asked);
  if (known) return known;
  const ids = selectForFeed(candidates, question);
  const chosen = new Set(ids);
  const facts = candidates.filter((one) => chosen.has(one.id)).map((one) => [one.id, one.verdict]);
  const choice = { ids, key: createHash("sha256").update(JSON.stringify(facts)).digest("hex") };
  if (choices.size >= MAX_CHOICES) choices.clear();
  choices.set(asked, choice);
  return choice;
}

async function currentCatalogue(db: Executor): Promise<Catalogue> {
  const stamp = await getPublicStamp(db);
  if (catalogue?.db === db && catalogue.current.stamp === stamp) return catalogue.current;
  // Read after the stamp: newer rows under an older stamp are read again by the next question.
  const current: Catalogue = { stamp, candidates: await listFeedCandidates(db), choices: new Map() };
  catalogue = { db, current };
  return current;
}
