CREATE TABLE "plugin_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "plugin_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plugin_id" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_kind" "actor_kind" NOT NULL,
	"actor_id" uuid,
	"event" text NOT NULL,
	"subject_id" uuid,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "plugin_invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"plugin_id" integer NOT NULL,
	"email" text NOT NULL,
	"role" "editor_role" NOT NULL,
	"replaces_inviter" boolean DEFAULT false NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "plugins_name_key";--> statement-breakpoint
ALTER TABLE "plugins" ADD COLUMN "purged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "plugin_invitations" ADD CONSTRAINT "plugin_invitations_plugin_id_plugins_id_fk" FOREIGN KEY ("plugin_id") REFERENCES "public"."plugins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plugin_invitations" ADD CONSTRAINT "plugin_invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plugin_events_plugin_idx" ON "plugin_events" USING btree ("plugin_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "plugin_invitations_once_key" ON "plugin_invitations" USING btree ("plugin_id","email");--> statement-breakpoint
CREATE INDEX "plugin_invitations_email_idx" ON "plugin_invitations" USING btree ("email");--> statement-breakpoint
CREATE INDEX "plugins_deleted_idx" ON "plugins" USING btree ("deleted_at") WHERE "plugins"."deleted_at" is not null and "plugins"."purged_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "plugins_name_key" ON "plugins" USING btree (lower("name")) WHERE "plugins"."purged_at" is null;--> statement-breakpoint

-- The history of a plugin is never rewritten.
create trigger plugin_events_append_only before update or delete on plugin_events
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger plugin_events_no_truncate before truncate on plugin_events
  for each statement execute function refuse_change();
