"use client";

import { useId } from "react";
import { ANSWER_WORDS, referenceOf } from "@/lib/domain/decisions";
import { allOf } from "../scan/words";
import { Checkbox } from "../ui/field";
import { Time } from "../ui/time";
import { ActionForm } from "./action-form";
import { type OwnerActionSet, useOwnerActions } from "./owner-actions";
import { OwnersWord } from "./owners-word";
import { ReasonField } from "./reason-field";
import { Reveal } from "./reveal";

/** Small on purpose: what stands here is sent to the browser once more for each finding. */
export interface ActionableFinding {
  findingId: number;
  versionId: number;
  severity: "critical" | "warning" | "info";
  standing: "open" | "suppressed" | "acknowledged" | "accepted";
  /** Who looks: an approver may refuse what a comment in the code hides. */
  viewer?: "editor" | "reviewer";
  /** Open places with the same rule and severity, this one among them. */
  alike?: number;
  /** The library that the place is part of a copy of. */
  library?: string;
  /** The decision that keeps the finding, where the viewer may take it back, and how many places were decided with it. */
  decision?: { id: string; places: number };
  /** An approver was asked already and has not answered. */
  asked?: { decisionId: string; groupNo: number | null; places: number; askedAt: Date; dueAt: Date };
}

/** What can be said about one finding, by its editor or by an approver; nothing outside an OwnerActionsProvider. */
export function FindingActions(finding: ActionableFinding) {
  const actions = useOwnerActions();
  if (!actions) return null;
  const { standing, viewer = "editor", decision, asked } = finding;
  if (decision && (standing === "acknowledged" || standing === "accepted")) return <TakeBack decision={decision} actions={actions} />;
  if (viewer === "reviewer") return standing === "suppressed" ? <RefuseSuppression finding={finding} actions={actions} /> : null;
  if (standing !== "open") return null;
  return asked ? <Waiting asked={asked} actions={actions} /> : <Words finding={finding} actions={actions} />;
}

type Actions = { actions: OwnerActionSet };

function Words({ finding, actions }: Actions & { finding: ActionableFinding }) {
  const { findingId, versionId, severity, alike = 1, library } = finding;
  const common = { fields: { findingId, versionId }, alike, ...(library ? { library } : {}) };
  if (severity === "critical")
    return (
      <OwnersWord
        {...common}
        label="Ask for acceptance…"
        words={`When this is what your plugin is meant to do, tell an approver why. A yes lifts the finding at once, without a new upload. ${ANSWER_WORDS}`}
        action={actions.askForAcceptance}
        submit="Ask an approver"
      />
    );
  if (severity !== "warning") return null;
  return (
    <OwnersWord
      {...common}
      label="Keep it, with a reason…"
      words="Say why it stays. It then counts no longer, in later versions too, until the statement or the file that it is about changes. Everybody who sees the report reads your reason."
      action={actions.acknowledge}
      submit="Keep it"
    />
  );
}

/** Since when a request waits, under which number, until when an answer should be there. */
function Waiting({ asked, actions }: Actions & { asked: NonNullable<ActionableFinding["asked"]> }) {
  const reference = referenceOf(asked.groupNo);
  return (
    <div className="grid gap-2 text-sm">
      <p>
        {reference ? <strong>Request {reference}: </strong> : null}an approver was asked on <Time at={asked.askedAt} />
        {asked.places > 1 ? ` about ${asked.places.toLocaleString("en")} places` : ""}. {ANSWER_WORDS} Expect it by{" "}
        <Time at={asked.dueAt} />, here and by mail.
      </p>
      <ActionForm
        action={actions.withdrawDecision}
        fields={{ decisionId: asked.decisionId }}
        submit={asked.places > 1 ? `Take the request back (${allOf(asked.places, "place")})` : "Take the request back"}
        pending="Saving…"
      />
    </div>
  );
}

function TakeBack({ decision, actions }: Actions & { decision: NonNullable<ActionableFinding["decision"]> }) {
  const id = useId();
  return (
    <ActionForm action={actions.withdrawDecision} fields={{ decisionId: decision.id }} submit="Let it count again" pending="Saving…">
      {() =>
        decision.places > 1 ? (
          <Checkbox
            id={id}
            name="scope"
            value="group"
            label={`${decision.places === 2 ? "Both" : `All ${decision.places.toLocaleString("en")}`} places that were decided together`}
          />
        ) : null
      }
    </ActionForm>
  );
}

function RefuseSuppression({ finding: { findingId, versionId }, actions }: Actions & { finding: ActionableFinding }) {
  return (
    <Reveal label="Refuse this suppression…" variant="danger">
      <p>The finding counts again, whatever the comment in the code says. The author reads your reason.</p>
      <ActionForm
        action={actions.refuseSuppression}
        fields={{ findingId, versionId }}
        submit="Refuse the suppression"
        pending="Saving…"
        variant="danger"
      >
        {(state) => <ReasonField label="Reason" state={state} />}
      </ActionForm>
    </Reveal>
  );
}
