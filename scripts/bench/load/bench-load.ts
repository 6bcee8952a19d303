import { sql } from "drizzle-orm";
import { step } from "../../progress";
import { textTable } from "../../text-table";
import { millisecondsRow } from "../statistics";
import { startBenchWorker } from "../upload-times";
import { hasBuild } from "../web-times";
import { peakMegabytes, resetPeak } from "./peak-memory";
import { type Load, runLoad } from "./run-load";
import { openScene, PLUGINS, type Scene, VERSIONS } from "./scene";
import { uploadAtOnce } from "./simultaneous-uploads";

const SECONDS = 5;
const UPLOADS = 50;

/** `npm run bench -- --load`: the built site under load on this machine, beside a plain server of the same bytes in the same run. */
export async function benchLoad(): Promise<void> {
  if (!hasBuild()) throw new Error("There is no built site to measure. Run `npm run build` first.");
  const scene = await step(`A catalogue of ${PLUGINS} plugins with ${VERSIONS} versions, and the site`, openScene);
  const end = () => scene.end().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  try {
    await benchReads(scene);
    await benchRebuild(scene);
    await benchUploads(scene);
  } finally {
    await scene.end();
  }
}

async function benchReads(scene: Scene): Promise<void> {
  const { repository, addresses, plain, site } = scene;
  const ours = (path: string) => `${repository.config.publicUrl}${path}`;
  const gzip = { "accept-encoding": "gzip" };
  const cases: { what: string; path: string; file: string; headers: Record<string, string>; isKnown?: boolean }[] = [
    { what: "feed, gzip", path: addresses.feed, file: "feed.gz", headers: gzip },
    { what: "feed, 304", path: addresses.feed, file: "feed.gz", headers: gzip, isKnown: true },
    { what: "file of 300 KB", path: addresses.small, file: "small", headers: {} },
    { what: "file of 5 MB", path: addresses.large, file: "large", headers: {} },
    { what: "file of 300 KB, 304", path: addresses.small, file: "small", headers: {}, isKnown: true },
  ];
  const rows = [["20 connections", "answers/s", "p95 ms", "MB/s", "peak MB", "plain: answers/s", "p95 ms", "MB/s", "plain is faster by"]];
  for (const { what, path, file, headers, isKnown } of cases) {
    const measure = async (address: string): Promise<Load> => {
      const sent = isKnown ? { ...headers, "if-none-match": await etagOf(address, headers) } : headers;
      return runLoad(address, { seconds: SECONDS, expected: isKnown ? 304 : 200, headers: sent });
    };
    resetPeak(site.pid);
    const mine = await step(what, () => measure(ours(path)));
    const peak = peakMegabytes(site.pid);
    const theirs = await step(`${what}, plain server`, () => measure(`${plain.address}/${file}`));
    if (mine.faults + theirs.faults > 0)
      throw new Error(`${what}: ${mine.faults} answers of the site and ${theirs.faults} others were wrong`);
    rows.push([what, ...figures(mine), String(peak ?? "–"), ...figures(theirs), `${(theirs.rate / mine.rate).toFixed(1)}×`]);
  }
  console.log(`\n${textTable(rows)}\n`);
}

const figures = ({ rate, p95, megabytes }: Load): string[] => [rate.toFixed(0), p95.toFixed(1), megabytes.toFixed(0)];

async function etagOf(address: string, headers: Record<string, string>): Promise<string> {
  const answer = await fetch(address, { method: "HEAD", headers });
  return answer.headers.get("etag") ?? "";
}

/** How long the first asker waits after a change of what is public, for a version of QGIS that was asked before and one that was not. */
async function benchRebuild({ repository, addresses }: Scene): Promise<void> {
  const times: Record<string, number[]> = { "feed after a change": [], "another QGIS version after it": [] };
  for (let round = 0; round < 5; round += 1) {
    await repository.db.execute(
      sql`update versions set effective_verdict = ${round % 2 ? "passed" : "advisory"} where id = ${100 + round}`,
    );
    for (const [what, path] of [
      ["feed after a change", addresses.feed],
      ["another QGIS version after it", addresses.feed.replace("3.34", `3.${round * 9}`)],
    ] as const) {
      const begunAt = performance.now();
      await (await fetch(`${repository.config.publicUrl}${path}`)).arrayBuffer();
      times[what]?.push(performance.now() - begunAt);
    }
  }
  const rows = Object.entries(times).map(([what, values]) => millisecondsRow(what, values));
  console.log(`${textTable([["milliseconds", "n", "median", "p95", "largest"], ...rows])}\n`);
}

async function benchUploads({ repository, userId, site }: Scene): Promise<void> {
  const worker = await startBenchWorker(repository);
  try {
    resetPeak(site.pid);
    const uploads = await step(`${UPLOADS} uploads at the same moment, with a worker`, () => uploadAtOnce(repository, userId, UPLOADS));
    if (uploads.faults > 0) throw new Error(`${uploads.faults} uploads were refused`);
    const rows = [["milliseconds", "n", "median", "p95", "largest"], millisecondsRow("answer of an upload", uploads.answers)];
    const rate = (UPLOADS / uploads.seconds).toFixed(1);
    console.log(`\n${textTable(rows)}\n${rate} uploads per second; peak memory of the site: ${peakMegabytes(site.pid) ?? "unknown"} MB`);
  } finally {
    await worker.end("SIGTERM");
  }
}
