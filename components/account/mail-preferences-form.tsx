"use client";

import type { MailPreferences, REVIEW_MAILS } from "@/lib/domain/mails";
import { ActionOutcome } from "../owner/action-form";
import { type FormAction, useServerForm } from "../owner/use-server-form";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/field";
import { TOPIC_WORDS } from "./mail-words";

const REVIEW_CHOICES: Record<(typeof REVIEW_MAILS)[number], string> = {
  "at-once": "A mail for each, at once",
  daily: "One mail a day with all that waits; none on days when nothing does",
  never: "No mail: I look at the queue myself",
};

interface Props {
  action: FormAction;
  preferences: MailPreferences;
  isReviewer: boolean;
}

export function MailPreferencesForm({ action, preferences, isReviewer }: Props) {
  const { state, form, isPending } = useServerForm(action);
  return (
    <form {...form} className="grid gap-5">
      {isReviewer ? <ReviewChoice chosen={preferences.review} /> : <input type="hidden" name="review" value={preferences.review} />}
      {(["receipts", "reminders"] as const).map((topic) => (
        <Checkbox
          key={topic}
          id={`mail-${topic}`}
          name={topic}
          defaultChecked={preferences[topic]}
          label={TOPIC_WORDS[topic].title}
          hint={TOPIC_WORDS[topic].hint}
        />
      ))}
      <ActionOutcome state={state} />
      <div>
        <Button variant="primary" disabled={isPending}>
          {isPending ? "Saving…" : "Save"}
        </Button>
      </div>
    </form>
  );
}

function ReviewChoice({ chosen }: { chosen: MailPreferences["review"] }) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-[0.9375rem] font-semibold">{TOPIC_WORDS.review.title}</legend>
      {Object.entries(REVIEW_CHOICES).map(([value, words]) => (
        <div key={value} className="flex items-start gap-2.5">
          <input
            type="radio"
            name="review"
            id={`review-${value}`}
            value={value}
            defaultChecked={value === chosen}
            className="mt-1 size-4 shrink-0 accent-brand"
          />
          <label htmlFor={`review-${value}`} className="text-[0.9375rem]">
            {words}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
