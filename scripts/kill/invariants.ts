import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { isArtifactUsed } from "@/db/commands/remove-expired-rows";
import { outboxFolder } from "@/lib/mailer";
import { listOutbox } from "@/lib/mailer/outbox";
import type { ThrowAwayRepository } from "../throw-away/repository";

/** Each counts what must not exist, in words that follow the count. */
const NEVER: Record<string, SQL> = {
  "versions that wait for a verdict": sql`select count(*)::int as count from versions where status = 'validating'`,
  "scans without an end": sql`select count(*)::int as count from scans where verdict is null and superseded_at is null`,
  "unfinished runs": sql`
    select count(*)::int as count from check_runs r join scans s on s.id = r.scan_id
    where r.state in ('queued', 'running') and s.superseded_at is null`,
  "scans that did not have exactly six runs": sql`
    select count(*)::int as count from scans s where (select count(*) from check_runs r where r.scan_id = s.id) <> 6`,
  "scans that were not concluded exactly once": sql`
    select count(*)::int as count from scans s
    where s.kind <> 'dry-run' and s.superseded_at is null and (select count(*) from version_events e where e.scan_id = s.id and e.event = 'conclude') <> 1`,
  "mails that exist twice": sql`
    select count(*)::int as count from (select 1 from emails group by subject_id, kind, recipient_id having count(*) > 1) twice`,
  "mails that were not sent": sql`select count(*)::int as count from emails where state <> 'sent'`,
  "versions without exactly one mail of results per scan": sql`
    select count(*)::int as count from scans s
    where s.kind <> 'dry-run' and s.verdict is not null and (select count(*) from emails e where e.subject_id = s.id::text and e.kind = 'validation-results') <> 1`,
  "versions without a receipt": sql`
    select count(*)::int as count from versions v
    where not exists (select 1 from emails e where e.version_id = v.id and e.kind = 'upload-confirmation')`,
  "public versions without a good verdict": sql`
    select count(*)::int as count from versions v left join scans s on s.id = v.approval_scan_id
    where v.status = 'approved' and (v.effective_verdict not in ('passed', 'advisory') or s.verdict not in ('passed', 'advisory')
      or s.artifact_sha256 <> v.artifact_sha256 or s.id is null)`,
  "versions whose verdict is not their scan's": sql`
    select count(*)::int as count from versions v join scans s on s.id = v.current_scan_id
    where v.effective_verdict is distinct from s.verdict or v.artifact_sha256 <> s.artifact_sha256`,
  // A job that was replaced while its worker was killed stays as a row without a key; it never runs again.
  "jobs that are left": sql`
    select count(*)::int as count from graphile_worker.jobs where task_identifier not in ('sweep', 'tidy', 'seal_audit', 'recheck_links') and key is not null`,
};

/** What is wrong now, in words; empty when everything holds. */
export async function listBreaches(repository: ThrowAwayRepository): Promise<string[]> {
  const breaches: string[] = [];
  for (const [what, query] of Object.entries(NEVER)) {
    const count = await countOf(repository.db, query);
    if (count > 0) breaches.push(`${count} ${what}`);
  }
  return [...breaches, ...(await mailBreaches(repository)), ...(await fileBreaches(repository))];
}

export async function countOf(db: Db, query: SQL): Promise<number> {
  const {
    rows: [row],
  } = await db.execute<{ count: number }>(query);
  return Number(row?.count ?? 0);
}

/** What really went out, compared with the log. */
async function mailBreaches({ db, config }: ThrowAwayRepository): Promise<string[]> {
  const sent = await countOf(db, sql`select count(*)::int as count from emails where state = 'sent'`);
  const written = (await listOutbox(outboxFolder(config.dataDir))).length;
  return sent === written ? [] : [`the log says ${sent} mails, ${written} went out`];
}

/** Every version has its bytes, undamaged; after a tidying nothing else is left. */
async function fileBreaches(repository: ThrowAwayRepository): Promise<string[]> {
  const { db, storage, config } = repository;
  const breaches: string[] = [];
  const { rows: artifacts } = await db.execute<{ sha256: string }>(sql`select sha256 from artifacts`);
  const named = new Set(artifacts.map((row) => row.sha256));
  for (const sha256 of named) if (!(await storage.isIntact(sha256))) breaches.push(`the file ${sha256.slice(0, 8)} is missing or damaged`);
  await storage.sweep({ olderThanMs: -60_000, isUsed: (sha256) => isArtifactUsed(db, sha256) });
  const { rows: staged } = await db.execute<{ sha256: string }>(sql`select sha256 from staged_uploads`);
  for (const row of staged) named.add(row.sha256);
  const left = await readdir(join(config.dataDir, "storage"), { recursive: true, withFileTypes: true });
  const strangers = left.filter((entry) => entry.isFile() && !named.has(entry.name));
  if (strangers.length > 0) breaches.push(`${strangers.length} files that nothing names are left after tidying`);
  return breaches;
}
