CREATE TYPE "public"."harmless_outcome" AS ENUM('approved', 'would-approve', 'drawn', 'not-harmless', 'refused');--> statement-breakpoint
CREATE TABLE "harmless_checks" (
	"scan_id" uuid PRIMARY KEY NOT NULL,
	"plugin_id" integer NOT NULL,
	"version_id" integer NOT NULL,
	"artifact_sha256" text NOT NULL,
	"approved_version_id" integer NOT NULL,
	"approved_version" text NOT NULL,
	"approved_sha256" text NOT NULL,
	"is_harmless" boolean NOT NULL,
	"words" text NOT NULL,
	"is_in_sample" boolean NOT NULL,
	"compared_at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome" "harmless_outcome",
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "settings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"value" text NOT NULL,
	"note" text NOT NULL,
	"set_by" uuid,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_note_is_given" CHECK (length(trim("settings"."note")) > 0)
);
--> statement-breakpoint
ALTER TABLE "harmless_checks" ADD CONSTRAINT "harmless_checks_scan_id_scans_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."scans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "harmless_checks" ADD CONSTRAINT "harmless_checks_plugin_id_plugins_id_fk" FOREIGN KEY ("plugin_id") REFERENCES "public"."plugins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_set_by_users_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "harmless_checks_compared_idx" ON "harmless_checks" USING btree ("compared_at");--> statement-breakpoint
CREATE INDEX "harmless_checks_plugin_idx" ON "harmless_checks" USING btree ("plugin_id","approved_version_id");--> statement-breakpoint
CREATE INDEX "settings_key_idx" ON "settings" USING btree ("key","id");