"use client";

import Link from "next/link";
import { useId } from "react";
import { urls } from "@/lib/urls";
import { ActionForm, type FormAction } from "../owner/action-form";
import { ReasonField } from "../owner/reason-field";
import { TextField } from "../owner/text-field";
import { CardSection } from "../ui/card";
import { Field, Select } from "../ui/field";
import { ROLE_WORDS, type Standing } from "./standing-chips";

interface Person extends Standing {
  userId: string;
  email: string | null;
  plugins: readonly { packageName: string; name: string; isSoleOwner: boolean }[];
}

const NOT_TOLD = "Kept here and in the audit log, for administrators. The person gets no mail.";

/** Forms stand open, so that their answers are seen without JavaScript too. */
export function TrustSection({ person, action, isAdmin }: { person: Person; action: FormAction; isAdmin: boolean }) {
  const grants = !person.isTrusted;
  if (grants && person.isSuspended)
    return (
      <CardSection title="Trust">
        <p>{isAdmin ? "Reinstate them before you grant trust." : "Trust can be granted once an administrator has reinstated them."}</p>
      </CardSection>
    );
  return (
    <CardSection title="Trust">
      <p className="mb-3 max-w-prose text-[0.9375rem]">
        {grants
          ? "A trusted author’s versions are published as soon as the checks have passed, without a look by a person. One that newly hides a critical finding still waits for an approver."
          : "Their versions are published as soon as the checks have passed, mostly without a look by a person. Without trust the next ones wait for an approver; what is public stays public."}
      </p>
      <ActionForm
        action={action}
        fields={{ userId: person.userId, isTrusted: grants ? "yes" : "no" }}
        submit={grants ? "Grant trust" : "Revoke trust"}
        pending="Saving…"
        variant={grants ? "primary" : "danger"}
      >
        {(state) => <ReasonField label="Why?" hint="Sent to the person by mail, and shown to approvers here." state={state} />}
      </ActionForm>
    </CardSection>
  );
}

export function RoleSection({ person, action }: { person: Person; action: FormAction }) {
  const id = useId();
  return (
    <CardSection title="Role">
      <p className="mb-3 max-w-prose text-[0.9375rem]">
        Approvers decide about versions and trust. Administrators do that too, and decide about people, rules and this site.
      </p>
      <ActionForm action={action} fields={{ userId: person.userId }} submit="Change the role" pending="Saving…">
        {(state) => (
          <>
            <Field label="Role" htmlFor={id} errors={state.error?.fields?.role}>
              <Select id={id} name="role" defaultValue={state.values?.role ?? person.role} className="max-w-64">
                {(["user", "approver", "admin"] as const).map((role) => (
                  <option key={role} value={role}>
                    {ROLE_WORDS[role]}
                  </option>
                ))}
              </Select>
            </Field>
            <ReasonField label="Why?" hint={NOT_TOLD} state={state} />
          </>
        )}
      </ActionForm>
    </CardSection>
  );
}

export function SuspensionSection({ person, suspend, reinstate }: { person: Person; suspend: FormAction; reinstate: FormAction }) {
  const { isSuspended } = person;
  return (
    <CardSection title="Suspension">
      <p className="mb-3 max-w-prose text-[0.9375rem]">
        {isSuspended
          ? "They cannot sign in, and their tokens do not work. Reinstated, they have the role and the trust that they had."
          : "Ends their sign-ins at once; they cannot sign in again, and their tokens do not work. What they published stays public: quarantine what has to go."}
      </p>
      <ActionForm
        action={isSuspended ? reinstate : suspend}
        fields={{ userId: person.userId }}
        submit={isSuspended ? "Reinstate" : "Suspend"}
        pending="Saving…"
        variant={isSuspended ? "secondary" : "danger"}
      >
        {(state) => <ReasonField label="Why?" hint={NOT_TOLD} state={state} />}
      </ActionForm>
    </CardSection>
  );
}

export function EraseSection({ person, action }: { person: Person; action: FormAction }) {
  const sole = person.plugins.filter((plugin) => plugin.isSoleOwner);
  return (
    <CardSection title="Erase">
      <p className="mb-3 max-w-prose text-[0.9375rem]">
        Removes name, address, sign-ins, tokens, and every reason that was written about them. Cannot be undone. Their versions stay public,
        with the author’s name that stands in each package; histories and the audit log name an erased person instead.
      </p>
      {sole.length > 0 ? (
        <div className="grid gap-1 text-[0.9375rem]">
          <p className="max-w-prose font-medium">
            Not possible yet: they are the only owner of {sole.length === 1 ? "1 plugin" : `${sole.length} plugins`}. Transfer{" "}
            {sole.length === 1 ? "it" : "each"} to another account first:
          </p>
          <ul className="gap-x-6 sm:columns-2 lg:columns-3">
            {sole.map((plugin) => (
              <li key={plugin.packageName} className="break-inside-avoid py-0.5 [overflow-wrap:anywhere]">
                <Link href={urls.managePlugin(plugin.packageName)} prefetch={false}>
                  Manage {plugin.name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <ActionForm action={action} fields={{ userId: person.userId }} submit="Erase this person" pending="Erasing…" variant="danger">
          {(state) => (
            <>
              <TextField
                label={
                  <>
                    Type <code>{person.email}</code> to confirm
                  </>
                }
                name="confirmation"
                state={state}
                spellCheck={false}
                autoCapitalize="none"
              />
              <ReasonField label="Why?" hint="It stays: write no name and no address." state={state} />
            </>
          )}
        </ActionForm>
      )}
    </CardSection>
  );
}
