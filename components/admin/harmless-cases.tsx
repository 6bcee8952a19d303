import Link from "next/link";
import { HARMLESS_OUTCOME_WORDS, type HarmlessOutcome } from "@/lib/domain/harmless-lane";
import { urls } from "@/lib/urls";
import { Chip } from "../ui/chip";
import { Table, Td, Th } from "../ui/table";
import { Time } from "../ui/time";
import type { Tone } from "../ui/tone";

const TONE: Record<HarmlessOutcome, Tone> = {
  approved: "good",
  "would-approve": "good",
  drawn: "info",
  "not-harmless": "neutral",
  refused: "warn",
};

interface Case {
  scanId: string;
  pluginName: string;
  packageName: string;
  version: string;
  versionId: number;
  outcome: HarmlessOutcome;
  reason: string;
  comparedAt: Date;
}

/** What the lane did with each version, and why. */
export function HarmlessCases({ cases }: { cases: readonly Case[] }) {
  return (
    <Table label="What the lane decided, newest first" stacks className="md:min-w-2xl">
      <thead>
        <tr>
          <Th>Version</Th>
          <Th>Outcome</Th>
          <Th>Why</Th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <tr key={one.scanId}>
            <Td className="md:min-w-40 [overflow-wrap:anywhere]">
              <Link href={urls.reviewVersion(one.versionId)} prefetch={false} className="font-semibold">
                {one.pluginName} {one.version}
              </Link>
              <span className="block text-sm text-muted">{one.packageName}</span>
              <span className="block text-sm text-muted">
                <Time at={one.comparedAt} withTime />
              </span>
            </Td>
            <Td>
              <Chip tone={TONE[one.outcome]}>{HARMLESS_OUTCOME_WORDS[one.outcome]}</Chip>
            </Td>
            <Td className="md:min-w-64 [overflow-wrap:anywhere]">{one.reason}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
