import { asc, eq } from "drizzle-orm";
import type { Executor } from "../context";
import { users, versionFeedback } from "../schema";

export interface FeedbackRemark {
  id: number;
  text: string;
  authorName: string | null;
  createdAt: Date;
  /** Null: it is still open. */
  completedAt: Date | null;
}

/** What reviewers asked for before the version was imported. The caller has seen that the viewer may review. */
export async function listVersionFeedback(db: Executor, versionId: number): Promise<FeedbackRemark[]> {
  return db
    .select({
      id: versionFeedback.id,
      text: versionFeedback.text,
      authorName: users.name,
      createdAt: versionFeedback.createdAt,
      completedAt: versionFeedback.completedAt,
    })
    .from(versionFeedback)
    .leftJoin(users, eq(users.id, versionFeedback.authorId))
    .where(eq(versionFeedback.versionId, versionId))
    .orderBy(asc(versionFeedback.id));
}
