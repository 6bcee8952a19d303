import { ActionForm, type FormAction } from "../owner/action-form";
import { Time } from "../ui/time";

export interface ClaimView {
  byName: string;
  isMine: boolean;
  until: Date;
}

export interface ClaimActions {
  claim: FormAction;
  release: FormAction;
}

/** Who looks at a version, and the button to say that one does it oneself. A word to the others, not a lock. */
export function ClaimNote({ claim, versionId, actions }: { claim: ClaimView | null; versionId: number; actions: ClaimActions }) {
  const fields = { versionId };
  if (claim && !claim.isMine)
    return (
      <p className="py-1.5 text-sm font-semibold text-warn-ink">
        {claim.byName || "Somebody else"} looks at it until <Time at={claim.until} withTime />. You can decide all the same.
      </p>
    );
  if (!claim) return <ActionForm action={actions.claim} fields={fields} submit="Claim" pending="Claiming…" />;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="text-sm font-semibold">
        Claimed by you until <Time at={claim.until} withTime />
      </p>
      <ActionForm action={actions.release} fields={fields} submit="Give it back" pending="Saving…" />
    </div>
  );
}
