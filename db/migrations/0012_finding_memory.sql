CREATE TYPE "public"."comparison_kind" AS ENUM('approved', 'draft', 'last-file');--> statement-breakpoint
CREATE TYPE "public"."finding_change" AS ENUM('new', 'carried-over', 'moved');--> statement-breakpoint
CREATE TABLE "finding_memory" (
	"scan_id" uuid NOT NULL,
	"finding_id" bigint NOT NULL,
	"change" "finding_change" NOT NULL,
	"first_seen_in" text NOT NULL,
	"earlier_finding_id" bigint,
	CONSTRAINT "finding_memory_scan_id_finding_id_pk" PRIMARY KEY("scan_id","finding_id")
);
--> statement-breakpoint
CREATE TABLE "finding_sightings" (
	"plugin_id" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"version" text NOT NULL,
	CONSTRAINT "finding_sightings_plugin_id_fingerprint_pk" PRIMARY KEY("plugin_id","fingerprint")
);
--> statement-breakpoint
CREATE TABLE "scan_comparisons" (
	"scan_id" uuid PRIMARY KEY NOT NULL,
	"kind" "comparison_kind" NOT NULL,
	"version" text NOT NULL,
	"earlier_scan_id" uuid
);
--> statement-breakpoint
ALTER TABLE "finding_memory" ADD CONSTRAINT "finding_memory_scan_id_scan_comparisons_scan_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."scan_comparisons"("scan_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_sightings" ADD CONSTRAINT "finding_sightings_plugin_id_plugins_id_fk" FOREIGN KEY ("plugin_id") REFERENCES "public"."plugins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_comparisons" ADD CONSTRAINT "scan_comparisons_scan_id_scans_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."scans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_comparisons" ADD CONSTRAINT "scan_comparisons_earlier_scan_id_scans_id_fk" FOREIGN KEY ("earlier_scan_id") REFERENCES "public"."scans"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "scan_comparisons_earlier_idx" ON "scan_comparisons" USING btree ("earlier_scan_id");