/**
 * `npm run upload-plugins -- [--as <email>] [--wait <seconds>] <zip|folder>…`: uploads plugins by the command that the
 * page uses, one after another, and shows what the checks said.
 */
import { mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { connect, type Db } from "@/db/client";
import { countLiveWorkers } from "@/db/queries/operations";
import { getPersonByEmail } from "@/db/queries/people";
import { env } from "@/lib/env";
import type { AppError } from "@/lib/errors";
import { openStorage } from "@/lib/storage";
import { CHECK_IDS } from "@/scanners/core/types";
import { DEMO_PEOPLE } from "./demo/people";
import { textTable } from "./text-table";
import { type Program, startProgram, WORKER } from "./throw-away/program";
import { awaitVerdict } from "./upload/await-verdict";
import { readPackage } from "./upload/read-package";
import { type Sender, sendPackage } from "./upload/send-package";

const USAGE = `npm run upload-plugins -- [--as <email>] [--wait <seconds>] <zip|folder>…

  --as    the account that uploads (in the demo: ${DEMO_PEOPLE.owner.email})
  --wait  how long to wait for each verdict; 0 uploads all at once and waits for none. Default 300.`;

const HEAD = ["plugin", "version", "outcome", "verdict", ...CHECK_IDS, "KB", "seconds"];

interface Uploaded {
  row: (string | number)[];
  notes: string[];
  isRefused: boolean;
}

async function uploadOne(sender: Sender, path: string, waitMs: number): Promise<Uploaded> {
  const file = await readPackage(path).catch((error: Error) => error);
  if (file instanceof Error) return { row: [basename(path), "", "refused"], notes: [file.message], isRefused: true };
  const startedAt = Date.now();
  const accepted = await sendPackage(sender, file);
  if (!accepted.ok) return { row: [file.fileName, "", "refused"], notes: problems(accepted.error), isRefused: true };
  const { packageName, version, versionId, outcome, warnings } = accepted.value;
  const notes = warnings.map((warning) => `warning ${warning.code}: ${warning.message}`);
  const end = waitMs > 0 ? await awaitVerdict(sender.db, versionId, waitMs) : null;
  if (!end) return { row: [packageName, version, outcome, "not yet"], notes, isRefused: false };
  for (const one of end.errored) notes.push(`could not be checked: ${one}`);
  const seconds = ((end.concludedAt.getTime() - startedAt) / 1000).toFixed(2);
  const counts = CHECK_IDS.map((checkId) => end.findings[checkId]);
  return {
    row: [packageName, version, outcome, end.verdict, ...counts, Math.round(file.bytes.length / 1000), seconds],
    notes,
    isRefused: false,
  };
}

function problems(error: AppError): string[] {
  const details = (error.details ?? []).map((one) => one.message);
  return details.length > 0 ? details : [error.message];
}

/** With the site running its worker does the scans; otherwise one of our own runs for as long as this lasts. */
async function workerIfNeeded(db: Db): Promise<Program | null> {
  if ((await countLiveWorkers(db)) > 0) return null;
  console.log("No worker is running: this command starts one for as long as it lasts.");
  mkdirSync(env().dataDir, { recursive: true });
  const worker = startProgram(WORKER, process.env, join(env().dataDir, "upload-plugins-worker.log"));
  while ((await countLiveWorkers(db)) === 0) {
    if (!worker.isAlive()) throw new Error("The worker could not be started. Run `npm run build` once.");
    await sleep(100);
  }
  return worker;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { as: { type: "string" }, wait: { type: "string", default: "300" }, help: { type: "boolean" } },
  });
  const waitMs = Number(values.wait) * 1000;
  const email = values.as ?? (env().isDemo ? DEMO_PEOPLE.owner.email : undefined);
  if (values.help || positionals.length === 0 || !email || !(waitMs >= 0)) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const db = connect(env().DATABASE_URL, 4);
  let worker: Program | null = null;
  try {
    const person = await getPersonByEmail(db, email);
    if (!person) throw new Error(`There is no account with the address ${email}. Sign in once on the site, or name another with --as.`);
    worker = waitMs > 0 ? await workerIfNeeded(db) : null;
    const sender: Sender = { db, storage: openStorage(env().dataDir), userId: person.userId };
    const uploaded: Uploaded[] = [];
    for (const [index, path] of positionals.entries()) {
      // npm runs us in the project's folder; paths mean the folder that the person is in.
      const one = await uploadOne(sender, resolve(process.env.INIT_CWD ?? ".", path), waitMs);
      uploaded.push(one);
      console.log(`${index + 1} of ${positionals.length}: ${one.row.slice(0, 4).filter(Boolean).join(" ")}`);
      for (const note of one.notes) console.log(`  ${note}`);
    }
    console.log(`\n${textTable([HEAD, ...uploaded.map((one) => one.row)])}`);
    return uploaded.some((one) => one.isRefused) ? 1 : 0;
  } finally {
    await worker?.end("SIGTERM");
    await db.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
