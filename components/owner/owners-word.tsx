"use client";

import { useId } from "react";
import { REASON_KINDS, REASON_WORDS } from "@/lib/domain/decisions";
import { Checkbox, Field, Select } from "../ui/field";
import { ActionForm, type FormAction } from "./action-form";
import { ReasonField } from "./reason-field";
import { Reveal } from "./reveal";

interface Props {
  label: string;
  words: string;
  action: FormAction;
  fields: Record<string, string | number>;
  submit: string;
  /** Open places with the same rule and severity, this one among them. */
  alike: number;
}

/** An owner's form about a finding: what kind of reason, a sentence, and whether it holds for the rule's other places too. */
export function OwnersWord({ label, words, action, fields, submit, alike }: Props) {
  const id = useId();
  return (
    <Reveal label={label}>
      <p>{words}</p>
      <ActionForm action={action} fields={fields} submit={submit} pending="Saving…" variant="primary">
        {(state) => (
          <>
            <Field label="Why it stays" htmlFor={`${id}-kind`} errors={state.error?.fields?.reasonKind}>
              <Select
                id={`${id}-kind`}
                name="reasonKind"
                required
                defaultValue={state.error ? state.values?.reasonKind : ""}
                aria-describedby={state.error?.fields?.reasonKind ? `${id}-kind-error` : undefined}
              >
                <option value="">Choose…</option>
                {REASON_KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {REASON_WORDS[kind]}
                  </option>
                ))}
              </Select>
            </Field>
            <ReasonField label="Reason" hint="A sentence that somebody understands who does not know your code." state={state} />
            {alike > 1 ? (
              <Checkbox
                id={`${id}-scope`}
                name="scope"
                value="rule"
                defaultChecked={state.error ? state.values?.scope === "rule" : false}
                label={`For all ${alike.toLocaleString("en")} places of this rule`}
                hint="Those that are not shown here included, if they are as grave as this one."
              />
            ) : null}
          </>
        )}
      </ActionForm>
    </Reveal>
  );
}
