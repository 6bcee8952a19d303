CREATE TABLE "artifact_sources" (
	"artifact_sha256" text PRIMARY KEY NOT NULL,
	"paths" text[] NOT NULL,
	"content_hashes" "bytea"[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_copies" (
	"content_hash" "bytea" NOT NULL,
	"plugin_id" integer NOT NULL,
	"version_id" integer NOT NULL,
	CONSTRAINT "source_copies_content_hash_plugin_id_version_id_pk" PRIMARY KEY("content_hash","plugin_id","version_id")
);
--> statement-breakpoint
ALTER TABLE "artifact_sources" ADD CONSTRAINT "artifact_sources_artifact_sha256_artifacts_sha256_fk" FOREIGN KEY ("artifact_sha256") REFERENCES "public"."artifacts"("sha256") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_copies" ADD CONSTRAINT "source_copies_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "source_copies_version_idx" ON "source_copies" USING btree ("version_id");