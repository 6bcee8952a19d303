import { asc, eq, inArray } from "drizzle-orm";
import type { PointMark } from "@/lib/domain/review-points";
import type { Executor } from "../context";
import { reviewPointMarks, reviewPoints, users } from "../schema";

export interface ReviewPoint {
  id: string;
  text: string;
  askedAt: Date;
  askedByName: string | null;
  /** The owner's last word. */
  isDone: boolean;
  /** An approver's last word. */
  isConfirmed: boolean;
}

/** What was asked of a version when it was returned, the oldest first. The caller has seen that the viewer may see drafts. */
export async function listReviewPoints(db: Executor, versionId: number): Promise<ReviewPoint[]> {
  const rows = await db
    .select({ id: reviewPoints.id, text: reviewPoints.text, askedAt: reviewPoints.askedAt, askedByName: users.name })
    .from(reviewPoints)
    .leftJoin(users, eq(users.id, reviewPoints.askedBy))
    .where(eq(reviewPoints.versionId, versionId))
    .orderBy(asc(reviewPoints.eventId), asc(reviewPoints.position));
  if (rows.length === 0) return [];
  const marks = await db
    .select({ pointId: reviewPointMarks.pointId, mark: reviewPointMarks.mark })
    .from(reviewPointMarks)
    .where(
      inArray(
        reviewPointMarks.pointId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(reviewPointMarks.id));
  return rows.map((row) => {
    const said = marks.filter((one) => one.pointId === row.id).map((one) => one.mark);
    const isLast = (mark: PointMark, opposite: PointMark) => said.findLast((one) => one === mark || one === opposite) === mark;
    return { ...row, isDone: isLast("done", "not-done"), isConfirmed: isLast("confirmed", "not-confirmed") };
  });
}
