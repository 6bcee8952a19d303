CREATE TABLE "audit_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_kind" "actor_kind" NOT NULL,
	"actor_id" uuid,
	"token_id" uuid,
	"event" text NOT NULL,
	"plugin_id" integer,
	"version_id" integer,
	"subject_id" text,
	"source" text,
	"facts" jsonb,
	"reason_digest" text,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "audit_reasons" (
	"entry_id" bigint PRIMARY KEY NOT NULL,
	"salt" uuid NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"position" bigint PRIMARY KEY NOT NULL,
	"entry_id" bigint NOT NULL,
	"sha256" text NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_seals_entry_key" UNIQUE("entry_id")
);
--> statement-breakpoint
CREATE TABLE "audit_unsealed" (
	"entry_id" bigint PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "user_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_kind" "actor_kind" NOT NULL,
	"actor_id" uuid,
	"event" text NOT NULL,
	"from_role" "user_role",
	"to_role" "user_role",
	"reason" text,
	"request_id" text
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "audit_reasons" ADD CONSTRAINT "audit_reasons_entry_id_audit_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."audit_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_seals" ADD CONSTRAINT "audit_seals_entry_id_audit_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."audit_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_plugin_idx" ON "audit_entries" USING btree ("plugin_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_actor_idx" ON "audit_entries" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_subject_idx" ON "audit_entries" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_event_idx" ON "audit_entries" USING btree ("event","id");--> statement-breakpoint
CREATE INDEX "audit_entries_at_idx" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_entries_source_idx" ON "audit_entries" USING btree ("source");--> statement-breakpoint
CREATE INDEX "user_events_user_idx" ON "user_events" USING btree ("user_id","id");--> statement-breakpoint

-- The log is never rewritten. A reason may go, never change.
create trigger audit_entries_append_only before update or delete on audit_entries
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_entries_no_truncate before truncate on audit_entries
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_seals_append_only before update or delete on audit_seals
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_seals_no_truncate before truncate on audit_seals
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_reasons_unchanged before update on audit_reasons
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_reasons_no_truncate before truncate on audit_reasons
  for each statement execute function refuse_change();
--> statement-breakpoint

-- For histories whose reasons are free text: that alone may be emptied.
create function refuse_change_but_erased_reason() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.reason is null and to_jsonb(new) - 'reason' = to_jsonb(old) - 'reason' then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
create trigger user_events_append_only before update or delete on user_events
  for each row execute function refuse_change_but_erased_reason();
--> statement-breakpoint
create trigger user_events_no_truncate before truncate on user_events
  for each statement execute function refuse_change();
--> statement-breakpoint

-- The one way into the log. A reason's digest is salted, and salt and text lie apart: once both are erased, nobody can guess the text.
create function add_audit_entry(
  happened_at timestamptz, kind actor_kind, actor uuid, token uuid, what text, plugin integer, version integer,
  subject text, from_row text, codes jsonb, why text, request text
) returns bigint language plpgsql as $$
declare
  entry bigint;
  new_salt uuid;
begin
  why := nullif(btrim(why), '');
  if why is not null then
    new_salt := gen_random_uuid();
  end if;
  insert into audit_entries (at, actor_kind, actor_id, token_id, event, plugin_id, version_id, subject_id, source, facts, reason_digest, request_id)
  values (happened_at, kind, actor, token, what, plugin, version, subject, from_row, jsonb_strip_nulls(codes),
    encode(sha256(convert_to(new_salt::text || why, 'UTF8')), 'hex'), request)
  returning id into entry;
  if why is not null then
    insert into audit_reasons (entry_id, salt, text) values (entry, new_salt, why);
  end if;
  insert into audit_unsealed (entry_id) values (entry);
  return entry;
end $$;
--> statement-breakpoint

-- One function per history says how its row reads in the log.
create function audit_version_event(e version_events) returns void language sql as $$
  select add_audit_entry(e.at, e.actor_kind, e.actor_id, e.token_id, 'version:' || e.event, e.plugin_id, e.version_id, null,
    'version_events:' || e.id,
    jsonb_build_object('from', e.from_status, 'to', coalesce(e.to_status::text, 'deleted'), 'scan', e.scan_id, 'file', e.artifact_sha256),
    e.reason, e.request_id);
$$;
--> statement-breakpoint
create function audit_plugin_event(e plugin_events) returns void language sql as $$
  select add_audit_entry(e.at, e.actor_kind, e.actor_id, null, 'plugin:' || e.event, e.plugin_id, null, e.subject_id::text,
    'plugin_events:' || e.id, null, null, e.request_id);
$$;
--> statement-breakpoint
create function audit_user_event(e user_events) returns void language sql as $$
  select add_audit_entry(e.at, e.actor_kind, e.actor_id, null, 'user:' || e.event, null, null, e.user_id::text,
    'user_events:' || e.id, jsonb_build_object('from', e.from_role, 'to', e.to_role), e.reason, e.request_id);
$$;
--> statement-breakpoint
create function audit_finding_decision(d finding_decisions) returns void language sql as $$
  select add_audit_entry(d.decided_at, case when d.decided_by is null then 'system'::actor_kind else 'person' end, d.decided_by, null,
    'finding:' || d.kind || case when d.is_withdrawal then '-withdrawn' else '' end, d.plugin_id, d.version_id, null,
    'finding_decisions:' || d.id, jsonb_build_object('rule', d.rule_id, 'scan', d.scan_id, 'answers', d.ends), d.reason, null);
$$;
--> statement-breakpoint
create function audit_ruleset_activation(a ruleset_activations) returns void language sql as $$
  select add_audit_entry(a.activated_at, case when a.activated_by is null then 'system'::actor_kind else 'person' end, a.activated_by, null,
    'ruleset:activated', null, null, null, 'ruleset_activations:' || a.id, jsonb_build_object('ruleset', a.digest), a.note, null);
$$;
--> statement-breakpoint

-- What happened before there was a log.
select audit_version_event(e) from (select * from version_events order by id) e;
--> statement-breakpoint
select audit_plugin_event(e) from (select * from plugin_events order by id) e;
--> statement-breakpoint
select audit_finding_decision(d) from (select * from finding_decisions order by decided_at, id) d;
--> statement-breakpoint
select audit_ruleset_activation(a) from (select * from ruleset_activations order by id) a;
--> statement-breakpoint

create function audit_row() returns trigger language plpgsql as $$
begin
  execute format('select %I($1)', tg_argv[0]) using new;
  return null;
end $$;
--> statement-breakpoint
create trigger version_events_audit after insert on version_events for each row execute function audit_row('audit_version_event');
--> statement-breakpoint
create trigger plugin_events_audit after insert on plugin_events for each row execute function audit_row('audit_plugin_event');
--> statement-breakpoint
create trigger user_events_audit after insert on user_events for each row execute function audit_row('audit_user_event');
--> statement-breakpoint
create trigger finding_decisions_audit after insert on finding_decisions for each row execute function audit_row('audit_finding_decision');
--> statement-breakpoint
create trigger ruleset_activations_audit after insert on ruleset_activations for each row execute function audit_row('audit_ruleset_activation');
--> statement-breakpoint

-- Mails: queued, and each state that they come to, by the state's own name; opened, by whoever it was for.
create function audit_email() returns trigger language plpgsql as $$
declare
  plugin integer := coalesce(new.plugin_id, (select plugin_id from versions where id = new.version_id));
  codes jsonb := jsonb_build_object('mail', new.kind, 'about', new.subject_id);
begin
  if tg_op = 'INSERT' or new.state is distinct from old.state then
    perform add_audit_entry(now(), 'system', null, null, 'mail:' || new.state, plugin, new.version_id, new.recipient_id::text,
      'emails:' || new.id, codes, null, null);
  end if;
  if tg_op = 'UPDATE' and old.opened_at is null and new.opened_at is not null then
    perform add_audit_entry(new.opened_at, 'person', new.recipient_id, null, 'mail:opened', plugin, new.version_id, new.recipient_id::text,
      'emails:' || new.id, codes, null, null);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger emails_audit_insert after insert on emails for each row execute function audit_email();
--> statement-breakpoint
create trigger emails_audit_update after update of state, opened_at on emails for each row execute function audit_email();
--> statement-breakpoint

-- A scan has met comments that hide critical findings which no approved version had.
create function audit_suppressions() returns trigger language plpgsql as $$
begin
  perform add_audit_entry(now(), 'system', null, null, 'suppression:seen', new.plugin_id, new.id, null, null,
    jsonb_build_object('critical', new.new_critical_suppressions, 'scan', new.current_scan_id), null, null);
  return null;
end $$;
--> statement-breakpoint
create trigger versions_audit_suppressions after update of new_critical_suppressions on versions for each row
  when (new.new_critical_suppressions > 0 and new.new_critical_suppressions <> old.new_critical_suppressions)
  execute function audit_suppressions();
