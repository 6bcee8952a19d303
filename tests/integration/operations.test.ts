import { afterAll, beforeAll, expect, test } from "vitest";
import { prometheusText } from "@/app/api/metrics/prometheus-text";
import { countLiveWorkers, countVersionsByStatus, listQueueDepths } from "@/db/queries/operations";
import { startWorker } from "@/workers/start-worker";
import { pluginZip } from "../builders/plugin-zip";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
beforeAll(async () => {
  repository = await openRepository();
});
afterAll(() => repository.close());

test("health and metrics see jobs that wait, and workers that come and go", async () => {
  const { db } = repository;
  const { versionId } = await repository.accepted(await repository.person(), pluginZip());
  expect(await countLiveWorkers(db)).toBe(0);
  expect((await listQueueDepths(db)).find((one) => one.task === "run_pass")).toMatchObject({ ready: 3, running: 0, failed: 0 });
  const text = prometheusText({ versions: await countVersionsByStatus(db), queues: await listQueueDepths(db), workers: 0 });
  expect(text).toContain('greenbadge_versions{status="validating"} 1\n');
  expect(text).toContain('greenbadge_jobs{task="run_pass",state="ready"} 3\n');
  for (const line of text.trim().split("\n")) expect(line).toMatch(/^(# (HELP|TYPE) .+|[a-z_]+(\{[a-z_="-]+(,[a-z_="-]+)*\})? \d+)$/);

  const worker = await startWorker(repository.env, { scanEntry: repository.scanEntry });
  expect(await countLiveWorkers(db)).toBeGreaterThan(0);
  await repository.settled(versionId);
  await worker.stop();
  expect(await countLiveWorkers(db)).toBe(0);
}, 120_000);
