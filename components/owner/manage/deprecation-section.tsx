"use client";

import { useId } from "react";
import { Alert } from "../../ui/alert";
import { CardSection } from "../../ui/card";
import { Field, Textarea } from "../../ui/field";
import { Time } from "../../ui/time";
import { ActionForm, type FormAction } from "../action-form";
import { TextField } from "../text-field";

export interface DeprecationView {
  deprecatedAt: Date | null;
  message: string;
  replacement: string;
  isInMetadata: boolean;
}

/** To advise people against the plugin without taking it from them. */
export function DeprecationSection({
  packageName,
  deprecation,
  actions,
}: {
  packageName: string;
  deprecation: DeprecationView;
  actions: { deprecate: FormAction; end: FormAction };
}) {
  const { deprecatedAt, isInMetadata } = deprecation;
  return (
    <CardSection title="Deprecated" id="deprecated" aside={deprecatedAt ? <Since at={deprecatedAt} /> : "not deprecated"}>
      <div className="grid gap-4">
        <p className="max-w-prose text-[0.9375rem]">
          When you no longer maintain the plugin, or something better took its place, say so. QGIS marks it as deprecated, and its page
          shows your words. Everything stays public and can be installed.
        </p>
        {isInMetadata ? (
          <Alert tone="info" title="The public version says it too">
            Its metadata.txt holds <code>deprecated=True</code>. Either is enough: to end it, upload a version without that line as well.
          </Alert>
        ) : null}
        <ActionForm
          action={actions.deprecate}
          fields={{ packageName }}
          submit={deprecatedAt ? "Save the words" : "Mark as deprecated"}
          pending="Saving…"
          variant={deprecatedAt ? "secondary" : "danger"}
        >
          {(state) => (
            // Ended by the button below, its words are gone from the fields too. Of a form of its own, an answer without JavaScript would be lost.
            <div key={deprecatedAt ? "deprecated" : "not"} className="grid max-w-prose gap-4">
              <MessageField
                message={state.error ? (state.values?.message ?? "") : deprecation.message}
                errors={state.error?.fields?.message}
              />
              <TextField
                label="Use instead (optional)"
                name="replacement"
                state={state}
                initial={deprecation.replacement}
                required={false}
                maxLength={200}
                spellCheck={false}
                autoCapitalize="none"
                hint="The package name of a public plugin, for example river_tools."
              />
            </div>
          )}
        </ActionForm>
        {deprecatedAt ? <ActionForm action={actions.end} fields={{ packageName }} submit="No longer deprecated" pending="Saving…" /> : null}
      </div>
    </CardSection>
  );
}

function Since({ at }: { at: Date }) {
  return (
    <>
      since <Time at={at} />
    </>
  );
}

function MessageField({ message, errors }: { message: string; errors?: readonly string[] }) {
  const id = useId();
  return (
    <Field label="What people should know (optional)" htmlFor={id} hint="Plain text." errors={errors}>
      <Textarea id={id} name="message" maxLength={1000} defaultValue={message} aria-describedby={`${id}-hint`} />
    </Field>
  );
}
