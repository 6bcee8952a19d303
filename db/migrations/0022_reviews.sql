CREATE TYPE "public"."point_mark" AS ENUM('done', 'not-done', 'confirmed', 'not-confirmed');--> statement-breakpoint
CREATE TABLE "decision_checklists" (
	"event_id" bigint PRIMARY KEY NOT NULL,
	"version_id" integer NOT NULL,
	"ticked" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "download_days" (
	"version_id" integer NOT NULL,
	"day" date NOT NULL,
	"downloads" integer NOT NULL,
	CONSTRAINT "download_days_version_id_day_pk" PRIMARY KEY("version_id","day")
);
--> statement-breakpoint
CREATE TABLE "review_point_marks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_point_marks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"point_id" uuid NOT NULL,
	"mark" "point_mark" NOT NULL,
	"marked_by" uuid NOT NULL,
	"marked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"artifact_sha256" text NOT NULL,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "review_points" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"version_id" integer NOT NULL,
	"plugin_id" integer NOT NULL,
	"event_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "download_days" ADD CONSTRAINT "download_days_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_point_marks" ADD CONSTRAINT "review_point_marks_point_id_review_points_id_fk" FOREIGN KEY ("point_id") REFERENCES "public"."review_points"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "download_days_day_idx" ON "download_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "review_point_marks_point_idx" ON "review_point_marks" USING btree ("point_id","id");--> statement-breakpoint
CREATE INDEX "review_points_version_idx" ON "review_points" USING btree ("version_id","event_id","position");--> statement-breakpoint
create trigger review_points_append_only before update or delete on review_points
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger review_points_no_truncate before truncate on review_points
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger review_point_marks_append_only before update or delete on review_point_marks
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger review_point_marks_no_truncate before truncate on review_point_marks
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger decision_checklists_append_only before update or delete on decision_checklists
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger decision_checklists_no_truncate before truncate on decision_checklists
  for each statement execute function refuse_change();
