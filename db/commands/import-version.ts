import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { decideTransition } from "@/lib/domain/version-status";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { PackageValidation } from "@/scanners/archive/types";
import type { Db, Tx } from "../context";
import { artifacts, pluginEditors, plugins, versions } from "../schema";
import { inTransaction } from "./in-transaction";
import { packageColumns } from "./package-columns";
import { appendEvent } from "./transition-version";

export interface ImportedVersion {
  /** The package as it was read; its rules are not asked again. */
  package: Extract<PackageValidation, { ok: true }>;
  /** A file that is in storage already. */
  stored: { sha256: string; sizeBytes: number };
  ownerId: string;
  /** When the other repository published it. */
  publishedAt: Date;
}

const IMPORTER = { kind: "importer" } as const;

/**
 * Takes in a version that another repository has published: public at once with the basis `imported`, without a verdict.
 * Its badge is grey until a back-run has scanned it.
 *
 * @returns conflict when this version exists, or its plugin's name belongs to another package
 */
export function importPublicVersion(db: Db, input: ImportedVersion): Promise<Result<{ versionId: number }, AppError>> {
  return inTransaction(db, async (tx) => {
    const pluginId = await pluginFor(tx, input);
    if (!pluginId.ok) return pluginId;
    const decided = decideTransition(null, "import-public", IMPORTER, {
      effectiveVerdict: null,
      basis: "imported",
      wasEverApproved: false,
      previousStatus: null,
    });
    if (!decided.ok) return appError("not-allowed", decided.text);
    await tx
      .insert(artifacts)
      .values({ ...input.stored, contentDigest: input.package.contentDigest, fileCount: input.package.fileCount })
      .onConflictDoNothing();
    const [version] = await tx
      .insert(versions)
      .values({
        pluginId: pluginId.value,
        version: input.package.metadata.version,
        artifactSha256: input.stored.sha256,
        status: "approved",
        basis: "imported",
        ...packageColumns(input.package),
        uploadedBy: input.ownerId,
        uploadedVia: "import",
        uploadedAt: input.publishedAt,
        firstApprovedAt: input.publishedAt,
        approvedAt: input.publishedAt,
      })
      .onConflictDoNothing()
      .returning();
    if (!version) return appError("conflict", "This version is here already.");
    await appendEvent(tx, { version, event: "import-public", actor: IMPORTER, from: null, to: "approved" });
    return ok({ versionId: version.id });
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
