import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import type { Executor } from "../context";
import {
  artifacts,
  idempotencyKeys,
  patches,
  pendingDecisions,
  pluginInvitations,
  rateLimits,
  reviewClaims,
  sessions,
  stagedUploads,
  verdictChanges,
  verificationTokens,
} from "../schema";

/**
 * Sign-ins, sign-in links, claims and decisions of the review queue, invitations, staged files, counters, remembered answers, patches, dry runs and changes of verdicts that are past their time, artifacts of
 * deleted drafts, and jobs that were replaced while their worker was killed: they have lost their key and will never run.
 */
export async function removeExpiredRows(db: Executor): Promise<void> {
  await db.delete(stagedUploads).where(lt(stagedUploads.expiresAt, sql`now()`));
  await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
  await db.delete(pluginInvitations).where(lt(pluginInvitations.expiresAt, sql`now()`));
  await db.delete(verificationTokens).where(lt(verificationTokens.expiresAt, sql`now()`));
  await db.delete(rateLimits).where(lt(rateLimits.expire, Date.now()));
  await db.delete(reviewClaims).where(lt(reviewClaims.until, sql`now()`));
  await db.delete(pendingDecisions).where(lt(pendingDecisions.endedAt, sql`now() - interval '1 day'`));
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, sql`now() - interval '24 hours'`));
  // Their mails are tried for some hours.
  await db.delete(verdictChanges).where(and(isNotNull(verdictChanges.toldIn), lt(verdictChanges.notedAt, sql`now() - interval '30 days'`)));
  await db.delete(patches).where(lt(patches.expiresAt, sql`now()`));
  // With its findings and runs. The file goes below and from the storage, unless a version has the same one.
  await db.execute(sql`
    delete from scans s where s.kind = 'dry-run'
      and not exists (select 1 from dry_runs d where d.scan_id = s.id and d.expires_at > now())
      and not exists (select 1 from patches p where p.patched_scan_id = s.id)`);
  await db.execute(sql`
    delete from graphile_worker._private_jobs j
    where j.key is null and j.locked_at is null and j.attempts >= j.max_attempts and j.updated_at < now() - interval '2 hours'`);
  await db.execute(sql`
    delete from artifacts a where a.created_at < now() - interval '2 hours'
      and not exists (select 1 from versions v where v.artifact_sha256 = a.sha256)
      and not exists (select 1 from scans s where s.artifact_sha256 = a.sha256)`);
}

/** Whether a stored file is named by a version or scan (through its artifact) or by a staged upload. */
export async function isArtifactUsed(db: Executor, sha256: string): Promise<boolean> {
  const [artifact] = await db.select({ sha256: artifacts.sha256 }).from(artifacts).where(eq(artifacts.sha256, sha256));
  if (artifact) return true;
  const [staged] = await db.select({ id: stagedUploads.id }).from(stagedUploads).where(eq(stagedUploads.sha256, sha256));
  return staged !== undefined;
}
