"use client";

import { useId } from "react";
import { urls } from "@/lib/urls";
import { CardSection } from "../../ui/card";
import { Field, Select } from "../../ui/field";
import { Time } from "../../ui/time";
import { ActionForm, type FormAction } from "../action-form";
import { TextField } from "../text-field";

export interface OpenInvitationView {
  id: string;
  email: string;
  role: "owner" | "collaborator";
  replacesInviter: boolean;
  invitedBy: string;
  expiresAt: Date;
}

const PARTS = { collaborator: "Collaborator", owner: "Owner", successor: "Owner instead of me" } as const;

/** An offer to an address, and those that nobody has answered yet. */
export function InviteSection({
  packageName,
  invitations,
  canHandOver,
  actions,
}: {
  packageName: string;
  invitations: readonly OpenInvitationView[];
  /** Only owners have something to hand over. */
  canHandOver: boolean;
  actions: { invite: FormAction; withdraw: FormAction };
}) {
  const partId = useId();
  return (
    <CardSection title="Invite somebody">
      <div className="grid gap-5">
        <p className="max-w-prose text-[0.9375rem]">
          Whoever signs in with this address finds the invitation under “My plugins” and accepts or declines it. A mail goes out only to
          those who have an account here; tell others to sign in and open <a href={urls.myPlugins()}>My plugins</a>. To make a collaborator
          an owner, or to hand the plugin over, invite their address again.
        </p>
        <ActionForm action={actions.invite} fields={{ packageName }} submit="Invite" pending="Inviting…" variant="primary">
          {(state) => (
            <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_14rem]">
              <TextField
                label="Mail address"
                name="email"
                type="email"
                state={state}
                maxLength={254}
                hint="The one they sign in with, or will sign in with."
              />
              <Field label="As" htmlFor={partId} errors={state.error?.fields?.as}>
                <Select id={partId} name="as" defaultValue={state.error ? state.values?.as : "collaborator"}>
                  {Object.entries(PARTS)
                    .filter(([part]) => canHandOver || part !== "successor")
                    .map(([part, words]) => (
                      <option key={part} value={part}>
                        {words}
                      </option>
                    ))}
                </Select>
              </Field>
            </div>
          )}
        </ActionForm>
        {invitations.length > 0 ? (
          <div className="grid gap-2">
            <h3 className="font-semibold">Waiting for an answer</h3>
            <ul className="grid gap-3">
              {invitations.map((one) => (
                <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line pt-3">
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    {one.email}{" "}
                    <span className="text-sm text-muted">
                      as {one.replacesInviter ? `owner instead of ${one.invitedBy || "its sender"}` : PARTS[one.role].toLowerCase()},
                      invited by {one.invitedBy || "somebody"}, open until <Time at={one.expiresAt} />
                    </span>
                  </span>
                  <ActionForm
                    action={actions.withdraw}
                    fields={{ packageName, invitationId: one.id }}
                    submit="Withdraw"
                    pending="Withdrawing…"
                  />
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </CardSection>
  );
}
