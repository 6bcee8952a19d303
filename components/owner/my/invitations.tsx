import { ButtonRow } from "../../ui/button-row";
import { CardSection } from "../../ui/card";
import { Time } from "../../ui/time";
import { ActionForm, type FormAction } from "../action-form";

export interface InvitationView {
  id: string;
  packageName: string;
  name: string;
  role: "owner" | "collaborator";
  invitedBy: string;
  expiresAt: Date;
}

/** Offers that wait for the person's yes or no. */
export function MyInvitations({
  invitations,
  actions,
}: {
  invitations: readonly InvitationView[];
  actions: { accept: FormAction; decline: FormAction };
}) {
  if (invitations.length === 0) return null;
  return (
    <CardSection title="Invitations">
      <ul className="grid gap-4">
        {invitations.map((one) => (
          <li key={one.id} className="grid gap-2 border-t border-line pt-4 first:border-t-0 first:pt-0">
            <p className="[overflow-wrap:anywhere]">
              <strong>{one.invitedBy || "Somebody"}</strong> invites you to maintain <strong>{one.name}</strong> ({one.packageName}) as{" "}
              {one.role === "owner" ? "its owner" : "a collaborator"}.{" "}
              {one.role === "owner"
                ? "Owners upload versions, decide who else maintains the plugin, and can delete it."
                : "Collaborators upload and withdraw versions and answer findings; owners decide about people and the plugin itself."}
            </p>
            <p className="text-sm text-muted">
              Open until <Time at={one.expiresAt} />. Mails about the plugin's checks will come to you too.
            </p>
            <ButtonRow>
              <ActionForm
                action={actions.accept}
                fields={{ invitationId: one.id }}
                submit="Accept"
                pending="Accepting…"
                variant="primary"
              />
              <ActionForm action={actions.decline} fields={{ invitationId: one.id }} submit="Decline" pending="Declining…" />
            </ButtonRow>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
