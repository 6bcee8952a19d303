import { customType, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { artifacts, versions } from "./versions";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
const byteas = customType<{ data: Buffer[] }>({ dataType: () => "bytea[]" });

/** The Python files of a stored ZIP that are compared with those of other plugins (lib/domain/shared-files.ts). */
export const artifactSources = pgTable("artifact_sources", {
  artifactSha256: text("artifact_sha256")
    .primaryKey()
    .references(() => artifacts.sha256, { onDelete: "cascade" }),
  paths: text("paths").array().notNull(),
  /** sha256 of each path's content, in the same order. */
  contentHashes: byteas("content_hashes").notNull(),
});

/** The same by content, for versions: who has a file. Whoever counts asks for public versions alone. */
export const sourceCopies = pgTable(
  "source_copies",
  {
    contentHash: bytea("content_hash").notNull(),
    /** The version's: whoever counts plugins need not read all their versions. */
    pluginId: integer("plugin_id").notNull(),
    versionId: integer("version_id")
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
  },
  (t) => [
    // which plugins have a file, one after another
    primaryKey({ columns: [t.contentHash, t.pluginId, t.versionId] }),
    // a version whose file was replaced, or that is deleted
    index("source_copies_version_idx").on(t.versionId),
  ],
);
