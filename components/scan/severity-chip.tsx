import { Chip } from "../ui/chip";
import type { Severity } from "./report";
import { plural, SEVERITY_WORDS } from "./words";

/** Drawn by globals.css: a report shows hundreds. */
const ICONS = { critical: "icon-octagon-x", warning: "icon-triangle-alert", info: "icon-info" };

const COUNTED = { critical: "critical", warning: "warning", info: "note" };

/** `count`: how many findings have it. */
export function SeverityChip({ severity, count }: { severity: Severity; count?: number }) {
  const { label, tone, meaning } = SEVERITY_WORDS[severity];
  return (
    <Chip tone={tone} icon={<i aria-hidden="true" className={ICONS[severity]} />} title={meaning}>
      {count === undefined ? label : plural(count, COUNTED[severity], severity === "critical" ? "critical" : undefined)}
    </Chip>
  );
}
