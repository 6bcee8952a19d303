import { and, eq, gt, sql } from "drizzle-orm";
import { isReviewer, type Viewer } from "@/lib/domain/permissions";
import type { Executor } from "../context";
import { reviewClaims, users } from "../schema";

/** Somebody looks at a waiting version at the moment. */
export interface Claim {
  byName: string;
  isMine: boolean;
  until: Date;
}

/** Who looks at this version; null when nobody does, and for people who do not review. */
export async function getClaim(db: Executor, viewer: Viewer | null, versionId: number): Promise<Claim | null> {
  if (!viewer || !isReviewer(viewer)) return null;
  const [row] = await db
    .select({ personId: users.id, byName: users.name, until: reviewClaims.until })
    .from(reviewClaims)
    .innerJoin(users, eq(users.id, reviewClaims.personId))
    .where(and(eq(reviewClaims.versionId, versionId), gt(reviewClaims.until, sql`now()`)));
  return row ? { byName: row.byName, isMine: row.personId === viewer.userId, until: row.until } : null;
}
