import { JOB_WORDS } from "@/lib/domain/job-words";
import { Table, Td, Th } from "../ui/table";

interface Depth {
  task: string;
  ready: number;
  running: number;
  scheduled: number;
  failed: number;
  oldestReadySeconds: number;
}

/** How many jobs of each kind there are. */
export function QueueTable({ queue }: { queue: readonly Depth[] }) {
  return (
    <Table label="Jobs in the queue by kind" stacks className="md:min-w-2xl">
      <thead>
        <tr>
          <Th>Job</Th>
          <Th>Due</Th>
          <Th>Running</Th>
          <Th>For later</Th>
          <Th>Failed</Th>
          <Th>Oldest waits for</Th>
        </tr>
      </thead>
      <tbody>
        {queue.map((one) => (
          <tr key={one.task} className="tabular-nums max-md:grid-cols-2">
            <Td className="max-md:col-span-full">
              {JOB_WORDS[one.task] ?? one.task}
              <span className="block font-mono text-[0.8125rem] text-muted">{one.task}</span>
            </Td>
            <Td label="Due">{one.ready}</Td>
            <Td label="Running">{one.running}</Td>
            <Td label="For later">{one.scheduled}</Td>
            <Td label="Failed">{one.failed}</Td>
            <Td label="Oldest waits for">{one.ready > 0 ? durationWords(one.oldestReadySeconds) : "–"}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function durationWords(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
