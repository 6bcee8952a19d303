CREATE TYPE "public"."review_mails" AS ENUM('at-once', 'daily', 'never');--> statement-breakpoint
ALTER TYPE "public"."email_kind" ADD VALUE 'public-not-clean';--> statement-breakpoint
ALTER TYPE "public"."email_kind" ADD VALUE 'return-reminder';--> statement-breakpoint
ALTER TYPE "public"."email_kind" ADD VALUE 'acceptance-ended';--> statement-breakpoint
ALTER TYPE "public"."email_kind" ADD VALUE 'plugin-event';--> statement-breakpoint
ALTER TYPE "public"."email_kind" ADD VALUE 'invitation';--> statement-breakpoint
ALTER TYPE "public"."email_kind" ADD VALUE 'token-created';--> statement-breakpoint
ALTER TYPE "public"."email_kind" ADD VALUE 'token-expiring';--> statement-breakpoint
ALTER TYPE "public"."email_kind" ADD VALUE 'trust-changed';--> statement-breakpoint
ALTER TYPE "public"."email_kind" ADD VALUE 'review-digest';--> statement-breakpoint
ALTER TYPE "public"."email_state" ADD VALUE 'delivered';--> statement-breakpoint
ALTER TYPE "public"."email_state" ADD VALUE 'bounced';--> statement-breakpoint
ALTER TYPE "public"."email_state" ADD VALUE 'complained';--> statement-breakpoint
ALTER TYPE "public"."email_state" ADD VALUE 'skipped';--> statement-breakpoint
CREATE TABLE "mail_preferences" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"review" "review_mails" NOT NULL,
	"receipts" boolean NOT NULL,
	"reminders" boolean NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "emails_unsent_idx";--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "plugin_id" integer;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "delivery_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_bounced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mail_preferences" ADD CONSTRAINT "mail_preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "emails_unsent_idx" ON "emails" USING btree ("created_at") WHERE "emails"."state" = 'queued';--> statement-breakpoint

-- Mail to the old address came back; the new one has not been tried yet.
create function forget_bounce() returns trigger language plpgsql as $$
begin
  new.email_bounced_at := null;
  return new;
end $$;
--> statement-breakpoint
create trigger users_email_changed before update of email on users for each row
  when (lower(old.email) <> lower(new.email)) execute function forget_bounce();
