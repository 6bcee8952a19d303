CREATE TABLE "patches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"version_id" integer NOT NULL,
	"scan_id" uuid NOT NULL,
	"asked_by" uuid,
	"state" text DEFAULT 'preparing' NOT NULL,
	"diff" "bytea",
	"fixes" jsonb,
	"artifact_sha256" text,
	"patched_scan_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "patches_scan_key" UNIQUE("scan_id"),
	CONSTRAINT "patches_made_whole" CHECK (("patches"."state" = 'made') = ("patches"."patched_scan_id" is not null and "patches"."diff" is not null and "patches"."fixes" is not null and "patches"."artifact_sha256" is not null))
);
--> statement-breakpoint
ALTER TABLE "patches" ADD CONSTRAINT "patches_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patches" ADD CONSTRAINT "patches_scan_id_scans_id_fk" FOREIGN KEY ("scan_id") REFERENCES "public"."scans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patches" ADD CONSTRAINT "patches_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patches" ADD CONSTRAINT "patches_artifact_sha256_artifacts_sha256_fk" FOREIGN KEY ("artifact_sha256") REFERENCES "public"."artifacts"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patches" ADD CONSTRAINT "patches_patched_scan_id_scans_id_fk" FOREIGN KEY ("patched_scan_id") REFERENCES "public"."scans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "patches_patched_scan_idx" ON "patches" USING btree ("patched_scan_id");--> statement-breakpoint
CREATE INDEX "patches_asked_by_idx" ON "patches" USING btree ("asked_by","created_at");