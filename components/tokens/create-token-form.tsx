"use client";

import { useId } from "react";
import type { ActionState } from "@/lib/action-state";
import { urls } from "@/lib/urls";
import { ActionOutcome, type FormAction } from "../owner/action-form";
import { useServerForm } from "../owner/use-server-form";
import { Button, LinkButton } from "../ui/button";
import { Field, Input, Select } from "../ui/field";
import { NewToken } from "./new-token";

const LIVES = [
  { days: 30, words: "30 days" },
  { days: 90, words: "90 days" },
  { days: 365, words: "one year" },
  { days: 730, words: "two years" },
];

interface Props {
  action: FormAction;
  plugins: readonly { pluginId: number; packageName: string; name: string }[];
  /** The plugin whose page led here. */
  chosen?: number;
}

/** Makes a token and shows it this one time. Without JavaScript the page that comes back shows it. */
export function CreateTokenForm({ action, plugins, chosen }: Props) {
  const { state, form, isPending } = useServerForm(action);
  // The form is gone then: what it would send along must not hold the token.
  if (state.secret) {
    return (
      <div className="grid gap-4">
        <NewToken name={state.message ?? ""} token={state.secret} />
        <div>
          <LinkButton size="sm" href={urls.tokens()} external>
            Make another one
          </LinkButton>
        </div>
      </div>
    );
  }
  return (
    <form {...form} className="grid gap-4">
      <NameField state={state} />
      <ScopeField state={state} plugins={plugins} chosen={chosen} />
      <LifeField state={state} />
      <ActionOutcome state={state} />
      <div>
        <Button variant="primary" disabled={isPending}>
          {isPending ? "Making it…" : "Make the token"}
        </Button>
      </div>
    </form>
  );
}

const typed = (state: ActionState, name: string) => (state.error ? state.values?.[name] : undefined);

function NameField({ state }: { state: ActionState }) {
  const id = useId();
  const errors = state.error?.fields?.name;
  return (
    <Field label="Name" htmlFor={id} hint="For you: what will use it, for instance “release workflow”." errors={errors}>
      <Input
        id={id}
        name="name"
        required
        maxLength={100}
        autoComplete="off"
        defaultValue={typed(state, "name")}
        aria-invalid={errors ? true : undefined}
        aria-describedby={`${id}-hint${errors ? ` ${id}-error` : ""}`}
      />
    </Field>
  );
}

function ScopeField({ state, plugins, chosen }: { state: ActionState } & Pick<Props, "plugins" | "chosen">) {
  const id = useId();
  const first = chosen ?? plugins[0]?.pluginId;
  return (
    <Field
      label="May upload to"
      htmlFor={id}
      hint="One plugin is safer. All: every plugin that you maintain, and new ones."
      errors={state.error?.fields?.scope}
    >
      <Select id={id} name="scope" defaultValue={typed(state, "scope") ?? first ?? "all"} aria-describedby={`${id}-hint`}>
        {plugins.map((plugin) => (
          <option key={plugin.pluginId} value={plugin.pluginId}>
            {plugin.name} ({plugin.packageName})
          </option>
        ))}
        <option value="all">All my plugins, and new ones</option>
      </Select>
    </Field>
  );
}

function LifeField({ state }: { state: ActionState }) {
  const id = useId();
  return (
    <Field label="Works for" htmlFor={id} errors={state.error?.fields?.days}>
      <Select id={id} name="days" defaultValue={typed(state, "days") ?? "365"}>
        {LIVES.map(({ days, words }) => (
          <option key={days} value={days}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  );
}
