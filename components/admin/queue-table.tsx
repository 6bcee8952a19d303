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
    <Table label="Jobs in the queue by kind" className="min-w-2xl">
      <thead>
        <tr>
          <Th>Job</Th>
          <Th>Due</Th>
          <Th>Running</Th>
          <Th>For later</Th>
          <Th>Failed</Th>
          <Th>Oldest is due for</Th>
        </tr>
      </thead>
      <tbody>
        {queue.map((one) => (
          <tr key={one.task} className="tabular-nums">
            <Td>
              {JOB_WORDS[one.task] ?? one.task}
              <span className="block font-mono text-[0.8125rem] text-muted">{one.task}</span>
            </Td>
            <Td>{one.ready}</Td>
            <Td>{one.running}</Td>
            <Td>{one.scheduled}</Td>
            <Td>{one.failed}</Td>
            <Td>{one.ready > 0 ? durationWords(one.oldestReadySeconds) : "–"}</Td>
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
