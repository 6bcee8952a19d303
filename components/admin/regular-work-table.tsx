import { JOB_WORDS } from "@/lib/domain/job-words";
import { Chip } from "../ui/chip";
import { Table, Td, Th } from "../ui/table";
import { Time } from "../ui/time";

interface Work {
  task: string;
  knownSince: Date | null;
  startedAt: Date | null;
  succeededAt: Date | null;
  durationMs: number | null;
}

/** Well within it, everything that runs by the clock has ended. */
const PATIENCE_MS = 10 * 60 * 1000;

/** Nothing has gone well since it began, or was known, longer ago than that. */
function isOverdue({ knownSince, startedAt, succeededAt }: Work, now: Date): boolean {
  if (!startedAt || (succeededAt && succeededAt >= startedAt)) return false;
  const goodUntil = succeededAt ?? knownSince ?? startedAt;
  return Math.max(now.getTime() - startedAt.getTime(), startedAt.getTime() - goodUntil.getTime()) > PATIENCE_MS;
}

const durationWords = (ms: number): string => (ms < 100 ? "under 0.1 s" : `${(ms / 1000).toFixed(1)} s`);

/** What runs by the clock, and when it last went well. */
export function RegularWorkTable({ work, now }: { work: readonly Work[]; now: Date }) {
  return (
    <Table label="Regular work" stacks className="md:min-w-2xl">
      <thead>
        <tr>
          <Th>Work</Th>
          <Th>Last began</Th>
          <Th>Last went well</Th>
          <Th>Took</Th>
        </tr>
      </thead>
      <tbody>
        {work.map((one) => (
          <tr key={one.task}>
            <Td>
              {JOB_WORDS[one.task] ?? one.task}
              <span className="block font-mono text-[0.8125rem] text-muted">{one.task}</span>
            </Td>
            <Td label="Last began">{one.startedAt ? <Time at={one.startedAt} withTime /> : "not yet"}</Td>
            <Td label="Last went well">
              {one.succeededAt ? <Time at={one.succeededAt} withTime /> : "not yet"}
              {isOverdue(one, now) ? (
                <span className="mt-1 block">
                  <Chip tone="bad">Does not end well</Chip>
                </span>
              ) : null}
            </Td>
            <Td label="Took" className="whitespace-nowrap tabular-nums">
              {one.durationMs === null ? "–" : durationWords(one.durationMs)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
