import { and, eq, exists, isNull, lte, max, notExists, type SQL, sql } from "drizzle-orm";
import { RETURNED_DAYS } from "@/lib/domain/version-status";
import { log } from "@/lib/logger";
import type { Db, Tx } from "../context";
import { emails, plugins, versionEvents, versions } from "../schema";
import { listEditorIds, SYSTEM } from "./actor";
import { queueEmails } from "./queue-email";
import { transitionVersion } from "./transition-version";

const DAY_MS = 24 * 60 * 60 * 1000;
/** The words that go into the history, and to the owner by mail. */
const NO_ANSWER = `No answer: ${RETURNED_DAYS.close} days without a corrected file.`;

export interface Followed {
  reminded: number;
  closed: number;
}

/**
 * Reminds the editors of versions that were returned two weeks ago, once per return, and closes what has had no new file
 * for 60 days. Safe to call any number of times: a reminder is unique per return, and a closed version is returned no more.
 */
export async function followReturned(db: Db): Promise<Followed> {
  const toClose = await listReturned(db, RETURNED_DAYS.close);
  const closed = await countDone(toClose, (id) => db.transaction((tx) => closeReturned(tx, id)));
  const toRemind = await listReturned(db, RETURNED_DAYS.remind, notExists(reminderOf(db)));
  const reminded = await countDone(toRemind, (id) => db.transaction((tx) => remind(tx, id)));
  return { reminded, closed };
}

async function listReturned(db: Db, days: number, also?: SQL): Promise<number[]> {
  const rows = await db
    .select({ id: versions.id })
    .from(versions)
    .where(
      and(
        eq(versions.status, "returned"),
        lte(versions.statusChangedAt, sql`now() - make_interval(days => ${days})`),
        // a deleted plugin's versions stay as they are until it is restored
        exists(
          db
            .select({ one: sql`1` })
            .from(plugins)
            .where(and(eq(plugins.id, versions.pluginId), isNull(plugins.deletedAt))),
        ),
        also,
      ),
    )
    .orderBy(versions.id);
  return rows.map((row) => row.id);
}

/** The mail about this return, not about an earlier one of the same version. */
const reminderOf = (db: Db) =>
  db
    .select({ one: sql`1` })
    .from(emails)
    .where(
      and(eq(emails.kind, "return-reminder"), eq(emails.versionId, versions.id), sql`${emails.createdAt} >= ${versions.statusChangedAt}`),
    );

/** One that fails stops none of the others. */
async function countDone(ids: readonly number[], act: (id: number) => Promise<boolean>): Promise<number> {
  let done = 0;
  for (const versionId of ids) {
    try {
      if (await act(versionId)) done += 1;
    } catch (error) {
      log.error("returned.follow.failed", error, { versionId });
    }
  }
  return done;
}

async function remind(tx: Tx, versionId: number): Promise<boolean> {
  const [version] = await tx.select().from(versions).where(eq(versions.id, versionId)).for("update");
  if (version?.status !== "returned") return false;
  const [returned] = await tx
    .select({ eventId: max(versionEvents.id) })
    .from(versionEvents)
    .where(and(eq(versionEvents.versionId, versionId), eq(versionEvents.event, "return")));
  if (!returned?.eventId) return false;
  const recipientIds = await listEditorIds(tx, version.pluginId);
  await queueEmails(tx, { kind: "return-reminder", subjectId: String(returned.eventId), versionId, recipientIds });
  return recipientIds.length > 0;
}

async function closeReturned(tx: Tx, versionId: number): Promise<boolean> {
  const [version] = await tx.select().from(versions).where(eq(versions.id, versionId)).for("update");
  if (!version) return false;
  const daysSinceReturned = (Date.now() - version.statusChangedAt.getTime()) / DAY_MS;
  const moved = await transitionVersion(tx, {
    versionId,
    event: "no-answer",
    actor: SYSTEM,
    facts: { daysSinceReturned, reason: NO_ANSWER },
  });
  // A new file came at this moment.
  if (!moved.ok) return false;
  await queueEmails(tx, {
    kind: "decision",
    subjectId: String(moved.value.eventId),
    versionId,
    recipientIds: await listEditorIds(tx, version.pluginId),
  });
  return true;
}
