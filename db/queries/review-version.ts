import { and, desc, eq, isNotNull, isNull, ne } from "drizzle-orm";
import { isReviewer, type SignedIn } from "@/lib/domain/permissions";
import type { NewerVersion } from "@/lib/domain/review-queue";
import { releaseTarget, type VersionStatus } from "@/lib/domain/version-status";
import type { Executor } from "../context";
import { artifacts, pluginEditors, plugins, users, versions } from "../schema";
import { getMissedRuleChange } from "./missed-rules";
import { getReviewBase, type ReviewBase } from "./review-base";
import { getWaiting } from "./review-waiting";

interface FileFacts {
  version: string;
  sizeBytes: number;
  fileCount: number;
}

/** What an approver needs to know beside the report itself (db/queries/version-report.ts). */
export interface ReviewFacts {
  versionId: number;
  pluginId: number;
  packageName: string;
  pluginName: string;
  version: string;
  artifactSha256: string;
  wasEverApproved: boolean;
  /** Where a quarantined version goes when it is released; null while it cannot be, and for every other version. */
  releasesTo: VersionStatus | null;
  /** Why the viewer cannot decide about it: they edit the plugin, or did when they sent the file. */
  isOwn: "edits" | "uploaded" | null;
  /** Null: it waits for nobody. */
  waiting: { openRequests: number; newer: NewerVersion | null } | null;
  uploadedVia: "web" | "token" | "xmlrpc" | "import";
  asksToWait: boolean;
  uploader: { userId: string; name: string; isTrusted: boolean; publishedVersions: number } | null;
  /** The rules were changed then, and its verdict does not follow them yet: it cannot become public before it does. */
  rulesChangedAt: Date | null;
  /** The version that became public last, to compare the package with. */
  published: FileFacts | null;
  /** What it is compared with line by line. */
  base: ReviewBase | null;
}

/** Null for people who do not review, and for versions that do not exist. */
export async function getReviewFacts(db: Executor, person: SignedIn | null, versionId: number): Promise<ReviewFacts | null> {
  if (!person || !isReviewer(person)) return null;
  const [row] = await db
    .select({ version: versions, packageName: plugins.packageName, uploader: users, editor: pluginEditors.userId })
    .from(versions)
    .innerJoin(plugins, and(eq(plugins.id, versions.pluginId), isNull(plugins.deletedAt)))
    .leftJoin(users, eq(users.id, versions.uploadedBy))
    .leftJoin(pluginEditors, and(eq(pluginEditors.pluginId, versions.pluginId), eq(pluginEditors.userId, person.userId)))
    .where(eq(versions.id, versionId));
  if (!row) return null;
  const { version, uploader } = row;
  const publishedVersions = uploader
    ? await db.$count(versions, and(eq(versions.uploadedBy, uploader.id), isNotNull(versions.firstApprovedAt)))
    : 0;
  return {
    versionId,
    pluginId: version.pluginId,
    packageName: row.packageName,
    pluginName: version.metadata.name,
    version: version.version,
    artifactSha256: version.artifactSha256,
    wasEverApproved: version.firstApprovedAt !== null,
    releasesTo: version.status === "quarantined" ? releaseTarget({ ...version, wasEverApproved: version.firstApprovedAt !== null }) : null,
    isOwn: row.editor ? "edits" : version.uploadedBy === person.userId ? "uploaded" : null,
    waiting: await getWaiting(db, person.userId, version),
    uploadedVia: version.uploadedVia,
    asksToWait: version.asksToWait,
    uploader: uploader && { userId: uploader.id, name: uploader.name, isTrusted: uploader.isTrusted, publishedVersions },
    rulesChangedAt: await whenRulesChanged(db, version),
    published: await getPublishedFacts(db, version.pluginId, versionId),
    base: await getReviewBase(db, version),
  };
}

const FOLLOWS_RULES: readonly string[] = ["validated", "blocked", "quarantined"] satisfies VersionStatus[];

async function whenRulesChanged(db: Executor, { status, basis, currentScanId }: typeof versions.$inferSelect): Promise<Date | null> {
  const isBound = FOLLOWS_RULES.includes(status) && basis !== "imported";
  return isBound && currentScanId ? getMissedRuleChange(db, currentScanId) : null;
}

async function getPublishedFacts(db: Executor, pluginId: number, exceptId: number): Promise<FileFacts | null> {
  const [row] = await db
    .select({ version: versions.version, sizeBytes: artifacts.sizeBytes, fileCount: artifacts.fileCount })
    .from(versions)
    .innerJoin(artifacts, eq(artifacts.sha256, versions.artifactSha256))
    .where(and(eq(versions.pluginId, pluginId), eq(versions.status, "approved"), ne(versions.id, exceptId)))
    .orderBy(desc(versions.approvedAt), desc(versions.id))
    .limit(1);
  return row ?? null;
}
