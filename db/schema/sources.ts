import { customType, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { artifacts } from "./versions";

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

/**
 * The same by content: who has a file. Kept by triggers (0029_newest_copies.sql) at the end of each transaction, for two versions of a
 * plugin at most: of each channel the one that became public last.
 */
export const sourceCopies = pgTable(
  "source_copies",
  {
    contentHash: bytea("content_hash").notNull(),
    /** The version's: whoever counts plugins need not read its versions. */
    pluginId: integer("plugin_id").notNull(),
    /** No foreign key: it would have to wait for whoever holds the version, who may wait for us. */
    versionId: integer("version_id").notNull(),
  },
  (t) => [
    // which plugins have a file, one after another
    primaryKey({ columns: [t.contentHash, t.pluginId, t.versionId] }),
    // a plugin whose newest versions are others now
    index("source_copies_plugin_idx").on(t.pluginId),
  ],
);
