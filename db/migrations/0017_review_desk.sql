CREATE TYPE "public"."pending_decision_kind" AS ENUM('approve', 'return', 'reject');--> statement-breakpoint
CREATE TYPE "public"."pending_decision_state" AS ENUM('waiting', 'done', 'failed');--> statement-breakpoint
CREATE TABLE "pending_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"version_id" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"decision" "pending_decision_kind" NOT NULL,
	"scan_id" uuid NOT NULL,
	"artifact_sha256" text NOT NULL,
	"reason" text,
	"state" "pending_decision_state" DEFAULT 'waiting' NOT NULL,
	"problem" text,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	"takes_effect_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "review_claims" (
	"version_id" integer PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pending_decisions" ADD CONSTRAINT "pending_decisions_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_decisions" ADD CONSTRAINT "pending_decisions_person_id_users_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_claims" ADD CONSTRAINT "review_claims_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_claims" ADD CONSTRAINT "review_claims_person_id_users_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "pending_decisions_waiting_key" ON "pending_decisions" USING btree ("version_id") WHERE "pending_decisions"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "pending_decisions_person_idx" ON "pending_decisions" USING btree ("person_id","decided_at");