"use client";

import { useId } from "react";
import { REASON_KINDS, REASON_WORDS } from "@/lib/domain/decisions";
import { Field, Select } from "../ui/field";
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
  /** The library that the place is part of a copy of. */
  library?: string;
}

/** An owner's form about a finding: what kind of reason, a sentence, and whether it holds for the rule's other places too. */
export function OwnersWord({ label, words, action, fields, submit, alike, library }: Props) {
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
                aria-invalid={state.error?.fields?.reasonKind ? true : undefined}
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
            {alike > 1 || library ? (
              <Field
                label="Holds for"
                htmlFor={`${id}-scope`}
                hint="A wider choice also covers places that are not listed here, if they are as severe."
              >
                <Select
                  id={`${id}-scope`}
                  name="scope"
                  defaultValue={state.error ? state.values?.scope : "place"}
                  aria-describedby={`${id}-scope-hint`}
                >
                  <option value="place">This place alone</option>
                  {alike > 1 ? <option value="rule">All {alike.toLocaleString("en")} places of this rule</option> : null}
                  {library ? <option value="library">Everything in the bundled library {library}</option> : null}
                </Select>
              </Field>
            ) : null}
          </>
        )}
      </ActionForm>
    </Reveal>
  );
}
