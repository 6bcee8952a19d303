import { eq, inArray, sql } from "drizzle-orm";
import { afterLook, LINK_KINDS, type LinkAnswer } from "@/lib/domain/link-state";
import { jobKeys } from "@/lib/jobs";
import type { Db, Tx } from "../context";
import { enqueue } from "../enqueue";
import { urlChecks } from "../schema";

/** An index holds no key beyond 2,704 bytes; browsers and servers give up at about this length too. */
export const LONGEST_LINK_BYTES = 2_000;

/** After scans, verdicts and mails, should lanes ever be shared. */
const PRIORITY = 30;
/** A back-run's worth of new addresses is spread over days: 500 an hour is one in seven seconds. */
const DUE_AT_ONCE = 500;
const SPREAD_MS = 50 * 60_000;

/** The addresses in a version's metadata; used as `from versions v, lateral (…) link`. */
const linksOfVersion = sql.raw(`lateral (values ${LINK_KINDS.map((kind) => `(v.metadata->>'${kind}')`).join(", ")}) as link (url)`);
const isCheckable = sql`link.url ~* '^https?://' and octet_length(link.url) <= ${LONGEST_LINK_BYTES}`;

/** In the transaction of an upload: one job, nothing that another upload could wait for. */
export async function requestLinkChecks(tx: Tx, versionId: number, requestId?: string): Promise<void> {
  await enqueue(tx, "check_links", { versionId, requestId }, { jobKey: jobKeys.links(versionId), priority: PRIORITY });
}

/**
 * Makes a job of each address in a version's metadata that nobody has looked at today; one with a bad last look, which
 * its author may just have mended, is looked at again after an hour.
 *
 * @returns how many
 */
export function planLinkChecks(db: Db, versionId: number, requestId?: string): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into url_checks (url)
      select distinct link.url from versions v, ${linksOfVersion} where v.id = ${versionId} and ${isCheckable} order by 1
      on conflict do nothing`);
    // in the order of ids, so that two versions with the same links never wait for each other
    const { rows } = await tx.execute<{ id: number }>(sql`
      select u.id from url_checks u
      where u.url in (select link.url from versions v, ${linksOfVersion} where v.id = ${versionId})
        and (u.checked_at is null or u.checked_at < now() - (case when u.failures = 0 then interval '1 day' else interval '1 hour' end))
      order by u.id for update`);
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) await tx.update(urlChecks).set({ nextCheckAt: sql`now()` }).where(inArray(urlChecks.id, ids));
    for (const linkId of ids) await enqueue(tx, "check_link", { linkId, requestId }, { jobKey: jobKeys.link(linkId), priority: PRIORITY });
    return ids.length;
  });
}

/**
 * Makes jobs of the addresses that are due: each week those that a public version names, however it came here, and
 * those whose last look failed and asks for another. The jobs are spread over the time until the next call.
 *
 * @returns how many
 */
export function planDueLinkChecks(db: Db): Promise<number> {
  return db.transaction(async (tx) => {
    // one plan at a time: two workers' clocks strike together
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('plan-due-link-checks', 0))`);
    const { rows } = await tx.execute<{ id: number }>(sql`
      with named as materialized (
        select distinct link.url from versions v join plugins p on p.id = v.plugin_id and p.deleted_at is null, ${linksOfVersion}
        where v.status = 'approved' and ${isCheckable}
      ), fresh as (
        insert into url_checks (url) select url from named order by url on conflict do nothing returning id, next_check_at
      ), due as (
        select id, next_check_at from fresh
        union all
        select u.id, u.next_check_at from url_checks u
        where u.next_check_at <= now()
          and (u.state = 'not-checked' or (u.state = 'ok' and u.failures > 0) or u.url in (select url from named))
      )
      select id from due order by next_check_at, id limit ${DUE_AT_ONCE}`);
    const now = Date.now();
    for (const [index, { id: linkId }] of rows.entries()) {
      const runAt = new Date(now + (SPREAD_MS * index) / DUE_AT_ONCE);
      await enqueue(tx, "check_link", { linkId }, { jobKey: jobKeys.link(linkId), priority: PRIORITY, runAt });
    }
    return rows.length;
  });
}

/** Writes down what a look at an address gave, and when the next is due. */
export async function recordLook(db: Db, linkId: number, answer: LinkAnswer, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    const [before] = await tx.select().from(urlChecks).where(eq(urlChecks.id, linkId)).for("update");
    if (before)
      await tx
        .update(urlChecks)
        .set(afterLook(before, answer, now, Math.random()))
        .where(eq(urlChecks.id, linkId));
  });
}

/** What nobody has looked at for two months is named by no public version any more. */
export async function forgetUnusedLinks(db: Db): Promise<void> {
  await db.delete(urlChecks).where(sql`coalesce(${urlChecks.checkedAt}, ${urlChecks.createdAt}) < now() - interval '60 days'`);
}
