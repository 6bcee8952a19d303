-- What must hold whatever the application does. Each trigger backs a sentence of the rules on publication.

-- The history of a version is never rewritten.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
create trigger version_events_append_only before update or delete on version_events
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger version_events_no_truncate before truncate on version_events
  for each statement execute function refuse_change();
--> statement-breakpoint

-- A scan that has a verdict never changes.
create function guard_concluded_scan() returns trigger language plpgsql as $$
begin
  if old.verdict is not null and (new.verdict, new.verdict_reason, new.result_digest, new.artifact_sha256, new.ruleset_digest, new.engine_version, new.version_id, new.concluded_at)
     is distinct from (old.verdict, old.verdict_reason, old.result_digest, old.artifact_sha256, old.ruleset_digest, old.engine_version, old.version_id, old.concluded_at) then
    raise exception 'scan % is concluded', old.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger scans_immutable before update on scans for each row execute function guard_concluded_scan();
--> statement-breakpoint

-- Findings and runs of a concluded scan never change.
create function guard_concluded_rows() returns trigger language plpgsql as $$
begin
  if exists (select 1 from scans where id = coalesce(new.scan_id, old.scan_id) and verdict is not null) then
    raise exception 'scan % is concluded', coalesce(new.scan_id, old.scan_id) using errcode = 'integrity_constraint_violation';
  end if;
  return coalesce(new, old);
end $$;
--> statement-breakpoint
create trigger findings_immutable before insert or update on findings for each row execute function guard_concluded_rows();
--> statement-breakpoint
create trigger check_runs_immutable before insert or update on check_runs for each row execute function guard_concluded_rows();
--> statement-breakpoint

-- A version becomes public only on a concluded scan of exactly its bytes with a verdict that allows it.
-- The one exception is an imported version, and only the importer's INSERT can make one.
create function guard_publication() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.basis = 'imported' and old.basis is distinct from 'imported' then
      raise exception 'version %: only an import has the basis imported', new.id using errcode = 'integrity_constraint_violation';
    end if;
    if old.first_approved_at is not null and new.artifact_sha256 <> old.artifact_sha256 then
      raise exception 'version %: the file of a version that was approved never changes', new.id using errcode = 'integrity_constraint_violation';
    end if;
    if old.status = 'approved' then
      return new;
    end if;
  end if;
  if new.status = 'approved' and new.basis = 'verdict' then
    if new.effective_verdict is null or new.effective_verdict not in ('passed', 'advisory') or new.approval_verdict is distinct from new.effective_verdict then
      raise exception 'version %: no verdict that allows publication', new.id using errcode = 'integrity_constraint_violation';
    end if;
    if not exists (
      select 1 from scans s
      where s.id = new.approval_scan_id and s.id = new.current_scan_id and s.version_id = new.id
        and s.artifact_sha256 = new.artifact_sha256 and s.verdict is not null and s.verdict <> 'inconclusive'
        and not exists (select 1 from check_runs r where r.scan_id = s.id and r.state <> 'finished')
        and exists (select 1 from check_runs r where r.scan_id = s.id)
    ) then
      raise exception 'version %: its current scan does not allow publication', new.id using errcode = 'integrity_constraint_violation';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger versions_publication before insert or update on versions for each row execute function guard_publication();
