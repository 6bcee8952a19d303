-- No version becomes public on what rules said that are not in force any more. A change of the rules and the publications that rely on
-- them come one after the other: the same lock as db/commands/lock-rules.ts takes, so that each sees what the other has done.
create function lock_rules() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('rules-in-force', 0));
  return null;
end $$;
--> statement-breakpoint
create trigger ruleset_activations_lock before insert on ruleset_activations for each statement execute function lock_rules();
--> statement-breakpoint

create function guard_rules_in_force() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('rules-in-force', 0));
  if (select ruleset_digest from scans where id = new.approval_scan_id)
     is distinct from (select digest from ruleset_activations order by id desc limit 1) then
    raise exception 'version %: judged by rules that are not in force', new.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger versions_rules_in_force_insert before insert on versions for each row
  when (new.status = 'approved' and new.basis = 'verdict') execute function guard_rules_in_force();
--> statement-breakpoint
create trigger versions_rules_in_force_update before update on versions for each row
  when (new.status = 'approved' and new.basis = 'verdict' and old.status <> 'approved') execute function guard_rules_in_force();
