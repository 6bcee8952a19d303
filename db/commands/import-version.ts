import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { PackageValidation } from "@/scanners/archive/types";
import type { Db, Tx } from "../context";
import { pluginEditors, plugins } from "../schema";
import { inTransaction } from "./in-transaction";
import { insertImportedVersion } from "./insert-imported-version";
import { packageColumns } from "./package-columns";

export interface ImportedVersion {
  /** The package as it was read; its rules are not asked again. */
  package: Extract<PackageValidation, { ok: true }>;
  /** A file that is in storage already. */
  stored: { sha256: string; sizeBytes: number };
  ownerId: string;
  /** When the other repository published it. */
  publishedAt: Date;
}

/**
 * Takes in one version that another repository has published, with its plugin: public at once with the basis
 * `imported`, without a verdict. Its badge is grey until a back-run has scanned it.
 *
 * @returns conflict when this version exists, or its plugin's name belongs to another package
 */
export function importPublicVersion(db: Db, input: ImportedVersion): Promise<Result<{ versionId: number }, AppError>> {
  return inTransaction(db, async (tx) => {
    const pluginId = await pluginFor(tx, input);
    if (!pluginId.ok) return pluginId;
    const { contentDigest, fileCount, metadata } = input.package;
    const { packageWarnings, ...columns } = packageColumns(input.package);
    const version = await insertImportedVersion(tx, {
      ...columns,
      id: null,
      pluginId: pluginId.value,
      version: metadata.version,
      file: { ...input.stored, content: { digest: contentDigest, fileCount }, problems: packageWarnings },
      uploadedBy: input.ownerId,
      uploadedAt: input.publishedAt,
      isPublicThere: true,
      downloads: 0,
      requestedSkips: [],
    });
    return version ? ok({ versionId: version.id }) : appError("conflict", "This version is here already.");
  });
}

async function pluginFor(tx: Tx, input: ImportedVersion): Promise<Result<number, AppError>> {
  const { packageName, metadata } = input.package;
  const [existing] = await tx
    .select({ id: plugins.id })
    .from(plugins)
    .where(eq(sql`lower(${plugins.packageName})`, packageName.toLowerCase()));
  if (existing) return ok(existing.id);
  const [plugin] = await tx
    .insert(plugins)
    .values({ packageName, name: metadata.name, fingerprintKey: randomBytes(32).toString("hex"), createdAt: input.publishedAt })
    .onConflictDoNothing()
    .returning({ id: plugins.id });
  if (!plugin) return appError("conflict", `The name “${metadata.name}” belongs to another plugin.`);
  await tx.insert(pluginEditors).values({ pluginId: plugin.id, userId: input.ownerId, role: "owner" });
  return ok(plugin.id);
}
