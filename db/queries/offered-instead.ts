import { and, eq } from "drizzle-orm";
import { newestVersion } from "@/lib/domain/newest-version";
import type { Executor } from "../context";
import { versions } from "../schema";

/** What people are offered once a public version is hidden. */
export type OfferedInstead =
  /** Nothing of the plugin is public then. */
  | { kind: "nothing" }
  /** The plugin stays public by its other channel. */
  | { kind: "other-channel"; version: string; isExperimental: boolean }
  /** A newer one is offered already. */
  | { kind: "same-as-now"; version: string }
  /** The one before it comes back. */
  | { kind: "again"; version: string };

/** The version that each channel of a plugin offers now; null when nothing of it is public. */
export async function getOfferedNow(db: Executor, pluginId: number): Promise<Record<"stable" | "experimental", string | null>> {
  const rows = await db
    .select({ version: versions.version, isExperimental: versions.isExperimental })
    .from(versions)
    .where(and(eq(versions.pluginId, pluginId), eq(versions.status, "approved")));
  const newest = (isExperimental: boolean) => newestVersion(rows.filter((row) => row.isExperimental === isExperimental))?.version ?? null;
  return { stable: newest(false), experimental: newest(true) };
}

/** For a version that is public; what is offered is the highest number of its channel, as QGIS Desktop orders them. */
export async function getOfferedInstead(db: Executor, versionId: number): Promise<OfferedInstead | null> {
  const [hidden] = await db.select().from(versions).where(eq(versions.id, versionId));
  if (hidden?.status !== "approved") return null;
  const rows = await db
    .select({ id: versions.id, version: versions.version, isExperimental: versions.isExperimental })
    .from(versions)
    .where(and(eq(versions.pluginId, hidden.pluginId), eq(versions.status, "approved")));
  const others = rows.filter((row) => row.id !== hidden.id);
  const channel = others.filter((row) => row.isExperimental === hidden.isExperimental);
  const next = newestVersion(channel);
  if (next) {
    const now = newestVersion([...channel, hidden]);
    return { kind: now?.version === hidden.version ? "again" : "same-as-now", version: next.version };
  }
  const other = newestVersion(others);
  return other ? { kind: "other-channel", version: other.version, isExperimental: other.isExperimental } : { kind: "nothing" };
}
