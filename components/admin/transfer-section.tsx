"use client";

import { ActionForm, type FormAction } from "../owner/action-form";
import { ReasonField } from "../owner/reason-field";
import { TextField } from "../owner/text-field";
import { CardSection } from "../ui/card";

const OWNERS = [
  ["stay", "The present owners stay as collaborators"],
  ["leave", "The present owners leave, and their tokens for it end"],
] as const;

/** For administrators: to another account, without anybody's yes. */
export function TransferSection({ packageName, transfer }: { packageName: string; transfer: FormAction }) {
  return (
    <CardSection title="Transfer to another account">
      <p className="mb-3 max-w-prose text-[0.9375rem]">
        For a plugin whose owner is gone, or a dispute that is settled. Counts at once and asks nobody; old and new owners are told by mail.
        Where the owner can be reached, let them hand it over instead.
      </p>
      <ActionForm action={transfer} fields={{ packageName }} submit="Transfer the plugin" pending="Transferring…" variant="danger">
        {(state) => (
          <>
            <TextField label="Address of the account that becomes owner" name="email" type="email" state={state} />
            <fieldset className="grid gap-1.5">
              <legend className="mb-1.5 text-sm font-semibold">Present owners</legend>
              {OWNERS.map(([value, words]) => (
                <label key={value} className="flex items-start gap-2.5 text-[0.9375rem]">
                  <input
                    type="radio"
                    name="owners"
                    value={value}
                    defaultChecked={(state.values?.owners ?? "stay") === value}
                    className="mt-1 size-4 shrink-0 accent-brand"
                  />
                  {words}
                </label>
              ))}
            </fieldset>
            <ReasonField
              label="Why?"
              hint="The plugin’s maintainers, old and new, read it by mail and in its history. Kept in the audit log too; not public."
              state={state}
            />
          </>
        )}
      </ActionForm>
    </CardSection>
  );
}
