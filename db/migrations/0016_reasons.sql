ALTER TABLE "plugin_events" ADD COLUMN "reason" text;--> statement-breakpoint

-- Reasons are the one free text of a history: each may be erased, nothing else may change.
drop trigger version_events_append_only on version_events;
--> statement-breakpoint
create trigger version_events_append_only before update or delete on version_events
  for each row execute function refuse_change_but_erased_reason();
--> statement-breakpoint
drop trigger plugin_events_append_only on plugin_events;
--> statement-breakpoint
create trigger plugin_events_append_only before update or delete on plugin_events
  for each row execute function refuse_change_but_erased_reason();
--> statement-breakpoint
create or replace function audit_plugin_event(e plugin_events) returns void language sql as $$
  select add_audit_entry(e.at, e.actor_kind, e.actor_id, null, 'plugin:' || e.event, e.plugin_id, null, e.subject_id::text,
    'plugin_events:' || e.id, null, e.reason, e.request_id);
$$;
