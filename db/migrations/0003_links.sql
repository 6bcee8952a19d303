CREATE TYPE "public"."link_state" AS ENUM('not-checked', 'ok', 'dead', 'unreachable', 'refused');--> statement-breakpoint
CREATE TABLE "url_checks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "url_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"url" text NOT NULL,
	"state" "link_state" DEFAULT 'not-checked' NOT NULL,
	"http_status" integer,
	"problem" text,
	"checked_at" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"next_check_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "url_checks_url_unique" UNIQUE("url")
);
--> statement-breakpoint
CREATE INDEX "url_checks_due_idx" ON "url_checks" USING btree ("next_check_at");