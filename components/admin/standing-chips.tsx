import { Award, Ban, ShieldCheck } from "lucide-react";
import { Chip } from "../ui/chip";

export interface Standing {
  role: "user" | "approver" | "admin";
  isTrusted: boolean;
  isSuspended: boolean;
  isErased: boolean;
}

export const ROLE_WORDS = { user: "No role", approver: "Approver", admin: "Administrator" } as const;

/** What somebody is beside an author. */
export function StandingChips({ person }: { person: Standing }) {
  if (person.isErased) return <Chip>Erased</Chip>;
  if (person.role === "user" && !person.isTrusted && !person.isSuspended) return null;
  return (
    <span className="flex flex-wrap gap-1.5">
      {person.role === "user" ? null : (
        <Chip tone="info" icon={<ShieldCheck aria-hidden />}>
          {ROLE_WORDS[person.role]}
        </Chip>
      )}
      {person.isTrusted ? (
        <Chip tone="good" icon={<Award aria-hidden />}>
          Trusted
        </Chip>
      ) : null}
      {person.isSuspended ? (
        <Chip tone="bad" icon={<Ban aria-hidden />}>
          Suspended
        </Chip>
      ) : null}
    </span>
  );
}
