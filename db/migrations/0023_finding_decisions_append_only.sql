-- A word about a finding is never rewritten; a later one ends it. All of them may go with a plugin that was never public,
-- whose versions are gone by then.
create function guard_finding_decision() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and not exists (select 1 from versions where plugin_id = old.plugin_id) then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
create trigger finding_decisions_append_only before update or delete on finding_decisions
  for each row execute function guard_finding_decision();
--> statement-breakpoint
create trigger finding_decisions_no_truncate before truncate on finding_decisions
  for each statement execute function refuse_change();
