import type { ReactNode } from "react";

/** Buttons side by side, those of forms among them: what came of a form takes a line of its own above all of them. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-start gap-2 [&>form]:contents [&>form>:not(:last-child)]:-order-1 [&>form>:not(:last-child)]:min-w-0 [&>form>:not(:last-child)]:basis-full">
      {children}
    </div>
  );
}
