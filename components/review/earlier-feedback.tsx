import { CardSection } from "../ui/card";
import { Chip } from "../ui/chip";
import { Time } from "../ui/time";

export interface EarlierRemark {
  id: number;
  text: string;
  authorName: string | null;
  createdAt: Date;
  completedAt: Date | null;
}

/** What reviewers wrote about the version in the repository that it was imported from. */
export function EarlierFeedback({ remarks }: { remarks: readonly EarlierRemark[] }) {
  if (remarks.length === 0) return null;
  return (
    <CardSection title="Remarks from before the import">
      <ul className="grid gap-4 text-[0.9375rem]">
        {remarks.map((remark) => (
          <li key={remark.id} className="min-w-0">
            <p className="whitespace-pre-line [overflow-wrap:anywhere]">{remark.text}</p>
            <p className="mt-1 flex flex-wrap items-center gap-2 text-muted">
              <Chip tone={remark.completedAt ? "good" : "neutral"}>{remark.completedAt ? "Done" : "Open"}</Chip>
              <span>
                {remark.authorName || "unknown"}, <Time at={remark.createdAt} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
