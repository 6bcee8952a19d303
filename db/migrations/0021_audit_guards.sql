-- Histories of which the audit log speaks, and which nothing guarded yet.
create trigger ruleset_activations_append_only before update or delete on ruleset_activations
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger ruleset_activations_no_truncate before truncate on ruleset_activations
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger settings_append_only before update or delete on settings
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger settings_no_truncate before truncate on settings
  for each statement execute function refuse_change();
--> statement-breakpoint

-- Decisions about findings have a kind of reason and a number since then.
create or replace function audit_finding_decision(d finding_decisions) returns void language sql as $$
  select add_audit_entry(d.decided_at, case when d.decided_by is null then 'system'::actor_kind else 'person' end, d.decided_by, null,
    'finding:' || d.kind || case when d.is_withdrawal then '-withdrawn' else '' end, d.plugin_id, d.version_id, null,
    'finding_decisions:' || d.id,
    jsonb_build_object('rule', d.rule_id, 'scan', d.scan_id, 'answers', d.ends, 'because', d.reason_kind, 'number', 'GB-' || d.group_no),
    d.reason, null);
$$;
