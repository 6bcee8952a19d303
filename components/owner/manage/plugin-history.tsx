import { CardSection } from "../../ui/card";
import { Time } from "../../ui/time";

export interface PluginEventView {
  at: Date;
  event: string;
  actorName: string | null;
  subjectName: string | null;
  /** What an administrator wrote. */
  reason: string | null;
}

const somebody = (name: string | null): string => name || "somebody who is no longer here";

function sentence({ event, actorName, subjectName }: PluginEventView): string {
  const actor = actorName === null ? "The site" : actorName || "Somebody without a name";
  switch (event) {
    case "reserved":
      return `${actor} reserved the names`;
    case "invited":
      return `${actor} invited somebody`;
    case "invitation-withdrawn":
      return `${actor} withdrew an invitation`;
    case "invitation-declined":
      return `${actor} declined an invitation`;
    case "collaborator-joined":
      return `${actor} became a collaborator`;
    case "owner-joined":
      return `${actor} became an owner`;
    case "ownership-handed-over":
      return `${actor} became an owner, ${somebody(subjectName)} a collaborator`;
    case "transferred":
      return `${actor} transferred the plugin to ${somebody(subjectName)}`;
    case "left":
      return `${actor} left`;
    case "removed":
      return `${actor} removed ${somebody(subjectName)}`;
    case "deleted":
      return `${actor} deleted the plugin`;
    case "restored":
      return `${actor} restored the plugin`;
    case "deprecated":
      return `${actor} marked the plugin as deprecated`;
    case "deprecation-changed":
      return `${actor} changed what is said about its deprecation`;
    case "deprecation-ended":
      return `${actor} took the mark “deprecated” away`;
    case "token-revoked":
      return subjectName === null ? `${actor} revoked a token of theirs` : `${actor} revoked a token of ${somebody(subjectName)}`;
    default:
      return `${actor}: ${event}`;
  }
}

/** What happened to the plugin itself, newest first; each version has its own history. */
export function PluginHistory({ history }: { history: readonly PluginEventView[] }) {
  if (history.length === 0) return null;
  return (
    <CardSection title="What happened">
      <ul className="grid gap-1.5 text-[0.9375rem]">
        {history.map((entry) => (
          <li key={`${entry.at.toISOString()} ${entry.event}`} className="flex flex-wrap items-baseline gap-x-3 [overflow-wrap:anywhere]">
            <span className="text-sm whitespace-nowrap text-muted">
              <Time at={entry.at} withTime />
            </span>
            <span>
              {sentence(entry)}
              {entry.reason ? `: “${entry.reason}”` : ""}
            </span>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
