CREATE TYPE "public"."finding_reason" AS ENUM('false-positive', 'intended', 'mitigated', 'test-data', 'vendored');--> statement-breakpoint
CREATE SEQUENCE "public"."decision_group_no" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1001 CACHE 1;--> statement-breakpoint
ALTER TABLE "finding_decisions" ADD COLUMN "reason_kind" "finding_reason";--> statement-breakpoint
ALTER TABLE "finding_decisions" ADD COLUMN "group_no" integer;--> statement-breakpoint
CREATE INDEX "finding_decisions_group_idx" ON "finding_decisions" USING btree ("group_no") WHERE "finding_decisions"."group_no" is not null;