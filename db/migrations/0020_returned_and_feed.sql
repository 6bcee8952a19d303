CREATE TABLE "review_feeds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "review_feeds_secret_key" UNIQUE("secret_hash")
);
--> statement-breakpoint
ALTER TABLE "review_feeds" ADD CONSTRAINT "review_feeds_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "review_feeds_live_key" ON "review_feeds" USING btree ("user_id") WHERE "review_feeds"."revoked_at" is null;--> statement-breakpoint

-- A review feed ends for good with its person's role, whoever takes that away, and with a suspension.
create function end_review_feeds() returns trigger language plpgsql as $$
begin
  update review_feeds set revoked_at = now() where user_id = new.id and revoked_at is null;
  return null;
end $$;
--> statement-breakpoint
create trigger users_end_review_feeds after update of role, suspended_at on users for each row
  when ((new.role = 'user' and old.role <> 'user') or (new.suspended_at is not null and old.suspended_at is null))
  execute function end_review_feeds();
