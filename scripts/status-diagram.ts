import { TRANSITIONS } from "@/lib/domain/version-status";

/** The states of a version as a Mermaid diagram, from the table that decides. One arrow per pair of states. */
export function statusDiagram(): string {
  const arrows = new Map<string, string[]>();
  for (const row of TRANSITIONS) {
    for (const from of row.from) {
      for (const to of targets(row.to)) {
        const arrow = `${from ?? "[*]"} --> ${to}`;
        arrows.set(arrow, [...(arrows.get(arrow) ?? []), row.event]);
      }
    }
  }
  const lines = [...arrows].map(([arrow, events]) => `  ${arrow}: ${[...new Set(events)].join(", ")}`);
  return ["stateDiagram-v2", ...lines].join("\n");
}

function targets(to: (typeof TRANSITIONS)[number]["to"]): string[] {
  if (to === "unchanged") return [];
  if (to === "deleted") return ["[*]"];
  if (to === "by-verdict") return ["validated", "blocked", "inconclusive"];
  if (to === "previous") return ["approved", "withdrawn", "validated", "blocked", "inconclusive"];
  return [to];
}
