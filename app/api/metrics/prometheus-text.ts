import type { QueueDepth } from "@/db/queries/operations";
import { VERSION_STATUSES, type VersionStatus } from "@/lib/domain/version-status";

export interface Measured {
  versions: readonly { status: VersionStatus; count: number }[];
  queues: readonly QueueDepth[];
  workers: number;
}

function gauge(name: string, help: string, samples: readonly [labels: string, value: number][]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...samples.map(([labels, value]) => `${name}${labels} ${value}`)];
}

/** In the text format of Prometheus, version 0.0.4. Labels are names of ours, which need no escaping. */
export function prometheusText({ versions, queues, workers }: Measured): string {
  const byStatus = new Map(versions.map((row) => [row.status, row.count]));
  const perTask = (pick: (one: QueueDepth) => number): [string, number][] => queues.map((one) => [`{task="${one.task}"}`, pick(one)]);
  const states = ["ready", "running", "scheduled", "failed"] as const;
  return [
    ...gauge(
      "greenbadge_versions",
      "Plugin versions by status.",
      VERSION_STATUSES.map((status) => [`{status="${status}"}`, byStatus.get(status) ?? 0]),
    ),
    ...gauge(
      "greenbadge_jobs",
      "Jobs of the queue by task and state.",
      queues.flatMap((one) => states.map((state): [string, number] => [`{task="${one.task}",state="${state}"}`, one[state]])),
    ),
    ...gauge(
      "greenbadge_oldest_ready_job_seconds",
      "How long the oldest due job waits.",
      perTask((one) => Math.round(one.oldestReadySeconds)),
    ),
    ...gauge("greenbadge_workers", "Worker lanes that live.", [["", workers]]),
    "",
  ].join("\n");
}
