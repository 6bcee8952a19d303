"use client";

import { Plus } from "lucide-react";
import { useId, useRef } from "react";
import type { ActionState } from "@/lib/action-state";
import type { CannedReason } from "@/lib/domain/canned-reasons";
import { Field, Textarea } from "../ui/field";

/** A text that people will read, and beginnings for it: each is put behind what stands there, and can be edited. */
export function CannedText({
  name,
  label,
  hint,
  state,
  canned,
  isRequired,
}: {
  name: string;
  label: string;
  hint?: string;
  state: ActionState;
  canned: readonly CannedReason[];
  isRequired?: boolean;
}) {
  const id = useId();
  const text = useRef<HTMLTextAreaElement>(null);
  const errors = state.error?.fields?.[name];
  const add = (more: string) => {
    const area = text.current;
    if (!area) return;
    area.value = area.value.trim() === "" ? more : `${area.value.trimEnd()}\n${more}`;
    area.focus();
  };
  return (
    <div className="grid gap-2">
      <Field label={label} htmlFor={id} hint={hint} errors={errors}>
        <Textarea
          ref={text}
          id={id}
          name={name}
          rows={4}
          required={isRequired}
          maxLength={4000}
          defaultValue={state.error ? state.values?.[name] : undefined}
          aria-invalid={errors ? true : undefined}
          aria-describedby={[hint ? `${id}-hint` : "", errors ? `${id}-error` : ""].join(" ").trim() || undefined}
        />
      </Field>
      <ul aria-label="Texts to begin with" className="flex flex-wrap gap-1.5">
        {canned.map((one) => (
          <li key={one.label}>
            <button
              type="button"
              title={one.text}
              onClick={() => add(one.text)}
              className="inline-flex min-h-7 cursor-pointer items-center gap-1 rounded-full border border-line-strong bg-surface px-2 text-[0.8125rem] hover:bg-brand-soft [&_svg]:size-3"
            >
              <Plus aria-hidden /> {one.label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
