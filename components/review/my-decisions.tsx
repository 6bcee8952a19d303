import { urls } from "@/lib/urls";
import { ActionForm, type FormAction } from "../owner/action-form";
import { ButtonRow } from "../ui/button-row";
import { PENDING_WORDS } from "./queue-words";
import { RefreshSoon } from "./refresh-soon";

export interface MyDecisionView {
  id: string;
  versionId: number;
  pluginName: string;
  version: string;
  decision: "approve" | "return" | "reject";
  state: "waiting" | "done" | "failed";
  problem: string | null;
  takesEffectAt: Date;
}

const OUTCOME_WORDS = {
  approve: { done: "was approved", failed: "was not approved" },
  return: { done: "was returned", failed: "was not returned" },
  reject: { done: "was rejected", failed: "was not rejected" },
} as const;

const wordsOf = ({ decision, state }: MyDecisionView): string =>
  state === "waiting" ? PENDING_WORDS[decision] : OUTCOME_WORDS[decision][state];

/** What this person decided just now, how to take it back while that is possible, and what became of it. */
export function MyDecisions({
  decisions,
  now,
  actions,
}: {
  decisions: readonly MyDecisionView[];
  now: Date;
  actions: { undo: FormAction; dismiss: FormAction };
}) {
  const waiting = decisions.filter((one) => one.state === "waiting");
  const next = Math.min(...waiting.map((one) => one.takesEffectAt.getTime()));
  return (
    <section aria-label="Your last decisions" aria-live="polite">
      {decisions.length > 0 ? (
        <div className="mb-5 grid gap-2 rounded-card border border-line-strong bg-surface p-4">
          <h2 className="font-bold">Your last decisions</h2>
          <ul className="grid gap-1.5">
            {decisions.map((one) => (
              <li key={one.id}>
                <Outcome decision={one} undo={actions.undo} />
              </li>
            ))}
          </ul>
          <ButtonRow>
            {waiting.length > 1 ? (
              <ActionForm
                action={actions.undo}
                fields={{}}
                submit={waiting.length === 2 ? "Undo both" : `Undo all ${waiting.length}`}
                pending="Undoing…"
              />
            ) : null}
            {waiting.length < decisions.length ? (
              <ActionForm action={actions.dismiss} fields={{}} submit="Clear finished" pending="Clearing…" />
            ) : null}
          </ButtonRow>
        </div>
      ) : null}
      {waiting.length > 0 ? <RefreshSoon inMs={Math.max(0, next - now.getTime())} /> : null}
    </section>
  );
}

function Outcome({ decision: one, undo }: { decision: MyDecisionView; undo: FormAction }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="min-w-0 [overflow-wrap:anywhere]">
        <a href={urls.reviewVersion(one.versionId)} className="font-semibold">
          {one.pluginName} {one.version}
        </a>{" "}
        <span className={one.state === "failed" ? "font-semibold text-bad-ink" : ""}>{wordsOf(one)}</span>
        {one.state === "waiting" ? " in a few seconds." : one.problem ? `: ${one.problem}` : "."}
      </p>
      {one.state === "waiting" ? (
        <div data-key="undo">
          <ActionForm
            action={undo}
            fields={{ pendingId: one.id }}
            submit={<Undo name={`${one.pluginName} ${one.version}`} />}
            pending="Undoing…"
          />
        </div>
      ) : null}
    </div>
  );
}

const Undo = ({ name }: { name: string }) => (
  <span>
    Undo<span className="sr-only"> {name}</span>
  </span>
);
