ALTER TYPE "public"."email_kind" ADD VALUE 'several-not-clean';--> statement-breakpoint
ALTER TYPE "public"."email_kind" ADD VALUE 'several-waiting';--> statement-breakpoint
CREATE TABLE "verdict_changes" (
	"scan_id" uuid PRIMARY KEY NOT NULL,
	"version_id" integer NOT NULL,
	"noted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"told_in" uuid
);
--> statement-breakpoint
ALTER TABLE "verdict_changes" ADD CONSTRAINT "verdict_changes_scan_id_scans_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."scans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict_changes" ADD CONSTRAINT "verdict_changes_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "verdict_changes_told_idx" ON "verdict_changes" USING btree ("told_in");--> statement-breakpoint
CREATE INDEX "verdict_changes_version_idx" ON "verdict_changes" USING btree ("version_id");