ALTER TABLE "source_copies" DROP CONSTRAINT "source_copies_version_id_versions_id_fk";
--> statement-breakpoint
DROP INDEX "source_copies_version_idx";--> statement-breakpoint
CREATE INDEX "source_copies_plugin_idx" ON "source_copies" USING btree ("plugin_id");--> statement-breakpoint

-- Of each plugin, what is counted are the files of two versions at most: of each channel the one that became public last. So a
-- question reads as many rows for a plugin with a hundred public versions as for one with two.
create function keep_newest_copies(asked integer) returns void language plpgsql as $$
begin
  -- One after the other: what two transactions leave behind is what both have done. Few locks, however many plugins change at once.
  perform pg_advisory_xact_lock(29, asked % 1024);
  with newest as (
    select distinct on (is_experimental) id, artifact_sha256
    from versions where plugin_id = asked and status = 'approved'
    order by is_experimental, approved_at desc, id desc
  ), wanted as materialized (
    select distinct content_hash, n.id as version_id
    from newest n join artifact_sources a using (artifact_sha256) cross join unnest(a.content_hashes) as content_hash
  ), gone as (
    delete from source_copies c where c.plugin_id = asked
      and not exists (select 1 from wanted w where w.content_hash = c.content_hash and w.version_id = c.version_id)
  )
  insert into source_copies (content_hash, plugin_id, version_id) select content_hash, asked, version_id from wanted
  on conflict do nothing;
end $$;
--> statement-breakpoint
create function versions_copies() returns trigger language plpgsql as $$
begin
  perform keep_newest_copies(coalesce(new.plugin_id, old.plugin_id));
  return null;
end $$;
--> statement-breakpoint
-- At the end of the transaction, when it waits for no version any more: so nobody waits in a ring.
create constraint trigger versions_copies_insert after insert on versions deferrable initially deferred for each row
  when (new.status = 'approved') execute function versions_copies();
--> statement-breakpoint
create constraint trigger versions_copies_update after update on versions deferrable initially deferred for each row
  when ((old.status = 'approved' or new.status = 'approved')
    and (old.status, old.artifact_sha256, old.is_experimental, old.approved_at)
      is distinct from (new.status, new.artifact_sha256, new.is_experimental, new.approved_at))
  execute function versions_copies();
--> statement-breakpoint
create constraint trigger versions_copies_delete after delete on versions deferrable initially deferred for each row
  when (old.status = 'approved') execute function versions_copies();
--> statement-breakpoint
truncate source_copies;
--> statement-breakpoint
select keep_newest_copies(plugin_id) from (select distinct plugin_id from versions where status = 'approved' order by plugin_id) p;
