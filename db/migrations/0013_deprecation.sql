ALTER TABLE "plugins" ADD COLUMN "deprecated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "plugins" ADD COLUMN "deprecation_message" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "plugins" ADD COLUMN "replacement_id" integer;--> statement-breakpoint
ALTER TABLE "plugins" ADD CONSTRAINT "plugins_replacement_id_plugins_id_fk" FOREIGN KEY ("replacement_id") REFERENCES "public"."plugins"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plugins" ADD CONSTRAINT "plugins_deprecation_whole" CHECK ("plugins"."deprecated_at" is not null or ("plugins"."deprecation_message" = '' and "plugins"."replacement_id" is null));--> statement-breakpoint

-- The feed, lists and pages show the mark: setting and ending it is a change of what strangers see.
drop trigger plugins_public_update on plugins;
--> statement-breakpoint
create trigger plugins_public_update after update on plugins for each row
  when ((old.package_name, old.name, old.created_at, old.deleted_at, old.imported_downloads, old.rating_votes, old.rating_sum, old.deprecated_at)
      is distinct from (new.package_name, new.name, new.created_at, new.deleted_at, new.imported_downloads, new.rating_votes, new.rating_sum, new.deprecated_at))
  execute function plugins_public_change();
