import { expect, it } from "vitest";
import { countMemory, memorySentence } from "./memory";

const open = { severity: "critical", standing: "open", change: "new" } as const;

it("counts what asks something of somebody", () => {
  const found = [
    open,
    { ...open, severity: "info" as const },
    { ...open, standing: "suppressed" as const },
    { ...open, change: "moved" as const },
    { ...open, change: "carried-over" as const, severity: "warning" as const },
  ];
  expect(countMemory(found, [{ severity: "warning" }, { severity: "info" }])).toEqual({ new: 1, carriedOver: 2, fixed: 1 });
});

it.each([
  [
    { new: 2, carriedOver: 1200, fixed: 4 },
    "approved",
    "Since 1.3, notes left out: 2\u00a0new, 1,200\u00a0carried\u00a0over, 4\u00a0fixed.",
  ],
  [{ new: 0, carriedOver: 12, fixed: 0 }, "draft", "Since 1.3, notes left out: 12\u00a0carried\u00a0over."],
  [{ new: 0, carriedOver: 0, fixed: 0 }, "last-file", "Since the last file, notes left out: no finding is new, none is fixed."],
] as const)("says %o against %s as “%s”", (counts, kind, words) => expect(memorySentence(counts, { version: "1.3", kind })).toBe(words));
