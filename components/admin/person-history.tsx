import { CardSection } from "../ui/card";
import { Time } from "../ui/time";
import { ROLE_WORDS } from "./standing-chips";

type Role = keyof typeof ROLE_WORDS;

export interface PersonEventView {
  id: number;
  at: Date;
  event: "role-changed" | "trusted" | "trust-revoked" | "suspended" | "reinstated" | "erased";
  fromRole: Role | null;
  toRole: Role | null;
  reason: string | null;
  actorKind: "person" | "token" | "system" | "importer";
  actorName: string | null;
}

const WORDS: Record<PersonEventView["event"], string> = {
  "role-changed": "Role changed",
  trusted: "Trusted",
  "trust-revoked": "Trust revoked",
  suspended: "Suspended",
  reinstated: "Reinstated",
  erased: "Erased",
};

function title({ event, fromRole, toRole }: PersonEventView): string {
  return fromRole && toRole ? `${WORDS[event]}: from ${ROLE_WORDS[fromRole]} to ${ROLE_WORDS[toRole]}` : WORDS[event];
}

/** Every decision about a person, newest first, with who took it and why. */
export function PersonHistory({ history, ofTrustAlone }: { history: readonly PersonEventView[]; ofTrustAlone: boolean }) {
  return (
    <CardSection title={ofTrustAlone ? "Decisions about trust" : "Decisions about this person"}>
      {history.length === 0 ? (
        <p className="text-muted">None yet.</p>
      ) : (
        <ol className="grid gap-4">
          {history.map((entry) => (
            <li key={entry.id} className="grid gap-1 border-l-2 border-line-strong pl-4">
              <span className="font-semibold">{title(entry)}</span>
              <p className="text-sm text-muted">
                <Time at={entry.at} withTime />
                {entry.actorKind === "importer" ? ", by the import" : `, by ${entry.actorName || "somebody without a name"}`}
              </p>
              {entry.reason ? (
                <p className="max-w-prose text-[0.9375rem] whitespace-pre-line [overflow-wrap:anywhere]">“{entry.reason}”</p>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </CardSection>
  );
}
