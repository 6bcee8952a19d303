import { Info, OctagonX, TriangleAlert } from "lucide-react";
import { Chip } from "../ui/chip";
import type { Severity } from "./report";
import { SEVERITY_WORDS } from "./words";

const ICONS = { critical: OctagonX, warning: TriangleAlert, info: Info };

export function SeverityChip({ severity }: { severity: Severity }) {
  const Icon = ICONS[severity];
  const { label, tone, meaning } = SEVERITY_WORDS[severity];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />} title={meaning}>
      {label}
    </Chip>
  );
}
