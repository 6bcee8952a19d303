"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { FormAction } from "./action-form";

/** What people may do with a version or a finding from its page. Each action asks the server again who they are. */
export interface OwnerActionSet {
  withdraw: FormAction;
  restore: FormAction;
  deleteDraft: FormAction;
  rescan: FormAction;
  askForAcceptance: FormAction;
  acknowledge: FormAction;
  refuseSuppression: FormAction;
  withdrawDecision: FormAction;
}

const Actions = createContext<OwnerActionSet | null>(null);

/** Components know no server code: a route hands its actions in here, and buttons deep in a report find them. */
export function OwnerActionsProvider({ actions, children }: { actions: OwnerActionSet; children: ReactNode }) {
  return <Actions value={actions}>{children}</Actions>;
}

export function useOwnerActions(): OwnerActionSet | null {
  return useContext(Actions);
}
