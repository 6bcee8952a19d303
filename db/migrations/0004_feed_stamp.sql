CREATE TABLE "public_changes" (
	"slot" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "public_changes_slot_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"changes" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "download_totals" (
	"version_id" integer PRIMARY KEY NOT NULL,
	"downloads" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "download_totals" ADD CONSTRAINT "download_totals_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "downloads_day_idx" ON "downloads" USING btree ("day");--> statement-breakpoint

-- Counts a change of what strangers see and asks a worker to write the feed's files, both in the transaction that makes
-- the change. Never waits: the row is one that no other transaction holds (the same one may take it again), and the job's key
-- goes with the row. Whoever adds up the rows sees another sum after each commit, in whatever order transactions end,
-- because each of them only adds. All of ours run at read committed, where a row that was just let go is read anew.
create function note_public_change() returns void language plpgsql as $$
declare
  mine integer;
  job bigint;
begin
  -- Once per transaction is enough; a savepoint that is rolled back takes the note with it.
  if current_setting('greenbadge.public_change', true) = pg_current_xact_id()::text then
    return;
  end if;
  select slot into mine from public_changes limit 1 for update skip locked;
  if mine is null then
    insert into public_changes default values returning slot into mine;
  else
    update public_changes set changes = changes + 1 where slot = mine;
  end if;
  perform set_config('greenbadge.public_change', pg_current_xact_id()::text, true);
  -- As db/enqueue.ts: the queue can lose a keyed job between two statements and then gives no id.
  for attempt in 1..5 loop
    select added.id into job from graphile_worker.add_job(
      identifier => 'write_feed', payload => '{}', run_at => now() + interval '1 second', max_attempts => 10,
      job_key => 'feed:' || mine, job_key_mode => 'preserve_run_at') added;
    exit when job is not null;
  end loop;
  if job is null then
    raise exception 'the job write_feed could not be added';
  end if;
end $$;
--> statement-breakpoint

create function versions_public_change() returns trigger language plpgsql as $$
begin
  perform note_public_change();
  return null;
end $$;
--> statement-breakpoint
create trigger versions_public_insert after insert on versions for each row
  when (new.status = 'approved') execute function versions_public_change();
--> statement-breakpoint
create trigger versions_public_update after update on versions for each row
  when ((old.status = 'approved' or new.status = 'approved')
    and (old.status, old.effective_verdict, old.plugin_id, old.version, old.artifact_sha256, old.is_experimental, old.qgis_minimum, old.qgis_maximum, old.uploaded_by, old.uploaded_at, old.first_approved_at, old.metadata, old.package_warnings)
      is distinct from (new.status, new.effective_verdict, new.plugin_id, new.version, new.artifact_sha256, new.is_experimental, new.qgis_minimum, new.qgis_maximum, new.uploaded_by, new.uploaded_at, new.first_approved_at, new.metadata, new.package_warnings))
  execute function versions_public_change();
--> statement-breakpoint
create trigger versions_public_delete after delete on versions for each row
  when (old.status = 'approved') execute function versions_public_change();
--> statement-breakpoint

-- A plugin is renamed, deleted or restored.
create function plugins_public_change() returns trigger language plpgsql as $$
begin
  if exists (select 1 from versions where plugin_id = new.id and status = 'approved') then
    perform note_public_change();
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger plugins_public_update after update on plugins for each row
  when ((old.package_name, old.name, old.created_at, old.deleted_at) is distinct from (new.package_name, new.name, new.created_at, new.deleted_at))
  execute function plugins_public_change();
--> statement-breakpoint

-- Trust goes with the owner: who owns a public plugin, and whether they are trusted.
create function editors_public_change() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from versions v
    where v.status = 'approved' and (v.plugin_id = new.plugin_id or v.plugin_id = old.plugin_id)
  ) then
    perform note_public_change();
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger editors_public_change after insert or update or delete on plugin_editors
  for each row execute function editors_public_change();
--> statement-breakpoint
create function users_public_change() returns trigger language plpgsql as $$
begin
  if exists (select 1 from versions where uploaded_by = new.id and status = 'approved')
    or exists (select 1 from plugin_editors e join versions v on v.plugin_id = e.plugin_id where e.user_id = new.id and v.status = 'approved')
  then
    perform note_public_change();
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger users_public_update after update on users for each row
  when ((old.name, old.is_trusted) is distinct from (new.name, new.is_trusted))
  execute function users_public_change();
