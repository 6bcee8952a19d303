"use client";

import { X } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import type { ActionState } from "@/lib/action-state";
import { Button } from "../ui/button";
import { ActionOutcome } from "./action-form";
import { LAST_WORDS } from "./use-server-form";

/** Says what came of a form that is not on the page any more, because what it was for is done. Until it is closed, another form is sent, or the page left. */
export function LastWords() {
  const path = usePathname();
  const [last, setLast] = useState<{ state: ActionState | null; path: string } | null>(null);
  useEffect(() => {
    const hear = (event: Event) => setLast({ state: (event as CustomEvent<ActionState | null>).detail, path });
    window.addEventListener(LAST_WORDS, hear);
    return () => window.removeEventListener(LAST_WORDS, hear);
  }, [path]);
  const state = last?.path === path ? last.state : null;
  if (!state?.error && !state?.message) return null;
  return (
    <div className="fixed inset-x-4 bottom-4 z-10 flex max-w-md items-center gap-2 rounded-card border border-line bg-surface p-2 shadow-lg print:hidden">
      <div className="min-w-0 grow">
        <ActionOutcome state={state} />
      </div>
      <Button type="button" variant="quiet" size="sm" aria-label="Close" onClick={() => setLast(null)}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
