CREATE TABLE "cron_runs" (
	"task" text PRIMARY KEY NOT NULL,
	"succeeded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"duration_ms" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "scans" ADD COLUMN "derived_from" uuid;