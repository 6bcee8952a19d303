"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const THEN_EVERY_MS = 2_000;

/** Draws the page again when something is about to have happened, and until the server no longer says so. */
export function RefreshSoon({ inMs }: { inMs: number }) {
  const router = useRouter();
  useEffect(() => {
    let timer = setTimeout(function again() {
      if (!document.hidden) router.refresh();
      timer = setTimeout(again, THEN_EVERY_MS);
    }, inMs + 500);
    return () => clearTimeout(timer);
  }, [router, inMs]);
  return null;
}
