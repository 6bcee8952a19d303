import type { ReactNode } from "react";
import { type OwnerActionSet, OwnerActionsProvider } from "@/components/owner/owner-actions";
import { acknowledge, ask, refuse, takeBack } from "./finding-actions";
import { removeDraft, rescan, restore, withdraw } from "./version-actions";

const ACTIONS: OwnerActionSet = {
  withdraw,
  restore,
  deleteDraft: removeDraft,
  rescan,
  askForAcceptance: ask,
  acknowledge,
  refuseSuppression: refuse,
  withdrawDecision: takeBack,
};

/** Around pages that show a version's report: makes VersionActions and FindingActions work inside. */
export function WithOwnerActions({ children }: { children: ReactNode }) {
  return <OwnerActionsProvider actions={ACTIONS}>{children}</OwnerActionsProvider>;
}
