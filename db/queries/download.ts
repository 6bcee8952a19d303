import { and, eq, sql } from "drizzle-orm";
import { canSeeReport, type SignedIn } from "@/lib/domain/permissions";
import type { Executor } from "../context";
import { artifacts, pluginEditors, plugins, users, versions } from "../schema";

export interface DownloadableFile {
  versionId: number;
  pluginId: number;
  /** As registered, whatever the case of the address was. */
  packageName: string;
  version: string;
  artifactSha256: string;
  sizeBytes: number;
  isPublic: boolean;
}

/** The file of a version, public or not: the caller must look at `isPublic` before it sends anything. */
export async function getDownloadableFile(db: Executor, packageName: string, version: string): Promise<DownloadableFile | null> {
  const [row] = await db
    .select({
      versionId: versions.id,
      pluginId: plugins.id,
      packageName: plugins.packageName,
      version: versions.version,
      artifactSha256: versions.artifactSha256,
      sizeBytes: artifacts.sizeBytes,
      status: versions.status,
      deletedAt: plugins.deletedAt,
    })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .innerJoin(artifacts, eq(artifacts.sha256, versions.artifactSha256))
    .where(and(sql`lower(${plugins.packageName}) = lower(${packageName})`, eq(versions.version, version)));
  if (!row) return null;
  const { status, deletedAt, ...file } = row;
  return { ...file, isPublic: status === "approved" && deletedAt === null };
}

/** Asked again whenever a link is used: somebody suspended or removed since then gets nothing. */
export async function maySeeDraft(db: Executor, userId: string, pluginId: number): Promise<boolean> {
  const [row] = await db
    .select({
      name: users.name,
      role: users.role,
      isTrusted: users.isTrusted,
      suspendedAt: users.suspendedAt,
      editor: pluginEditors.userId,
    })
    .from(users)
    .leftJoin(pluginEditors, and(eq(pluginEditors.userId, users.id), eq(pluginEditors.pluginId, pluginId)))
    .where(eq(users.id, userId));
  if (!row) return false;
  const person: SignedIn = { userId, name: row.name, role: row.role, isTrusted: row.isTrusted, isSuspended: row.suspendedAt !== null };
  return canSeeReport(person, row.editor !== null);
}
