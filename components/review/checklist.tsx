import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import { CHECKLIST, type ChecklistId, type Prefill, type PrefillState } from "@/lib/domain/approval-checklist";
import { urls } from "@/lib/urls";
import { cx } from "../ui/cx";
import { VisibleText } from "../ui/visible-text";
import { APPROVAL_FORM, CHECKLIST_FIELD } from "./checklist-form";

const STATES: Record<PrefillState, { words: string; icon: ReactNode; className: string }> = {
  ok: { words: "Nothing speaks against it:", icon: <CircleCheck aria-hidden />, className: "text-good-ink" },
  look: { words: "Look at it:", icon: <CircleAlert aria-hidden />, className: "text-warn-ink" },
  unsure: { words: "Cannot be told from here:", icon: <CircleHelp aria-hidden />, className: "text-muted" },
};

/** The approval practice, filled in as far as facts go. A person ticks what they have seen. */
export function Checklist({ prefilled, canTick }: { prefilled: Record<ChecklistId, Prefill>; canTick: boolean }) {
  return (
    <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      {CHECKLIST.map(({ id, question, how, packageRule }) => {
        const { state, evidence } = prefilled[id];
        const { words, icon, className } = STATES[state];
        const boxId = `checklist-${id}`;
        return (
          <li key={id} className="flex items-start gap-2.5 text-[0.9375rem]">
            {canTick ? (
              <input
                type="checkbox"
                id={boxId}
                name={CHECKLIST_FIELD}
                value={id}
                form={APPROVAL_FORM}
                className="mt-1 size-4 shrink-0 accent-brand"
              />
            ) : null}
            <div className="min-w-0">
              {canTick ? (
                <label htmlFor={boxId} className="font-semibold">
                  {question}
                </label>
              ) : (
                <p className="font-semibold">{question}</p>
              )}
              <p className={cx("flex items-start gap-1.5 text-sm [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0", className)}>
                {icon}
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <span className="sr-only">{words} </span>
                  <VisibleText text={evidence} />
                </span>
              </p>
              <details className="text-sm text-muted">
                <summary className="cursor-pointer">How this was found</summary>
                {how} {packageRule ? <a href={urls.packageRuleDocs(packageRule)}>What authors read about it</a> : null}
              </details>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
