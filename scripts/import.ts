/** `npm run import`: brings an existing plugin repository here. See docs/operations.md, "Moving an existing repository here". */
import { stat } from "node:fs/promises";
import { connect } from "@/db/client";
import { ensureRulesets } from "@/db/commands/ensure-rulesets";
import { env } from "@/lib/env";
import { setLogLevel } from "@/lib/logger";
import { describeThreadEntry } from "@/lib/program-entries";
import { openStorage } from "@/lib/storage";
import { buildAll } from "./build";
import { type ImportArguments, parseArguments, USAGE, WrongUsage } from "./import/arguments";
import type { ImportContext } from "./import/context";
import { openDump } from "./import/dump/dump-database";
import { dumpFeed } from "./import/dump/dump-feed";
import { importDump } from "./import/dump/import-dump";
import { asOnlyImport } from "./import/only-one";
import { openPackageReader } from "./import/package-reader";
import { importPublic } from "./import/public/import-public";
import { publicFeed } from "./import/public/public-feed";
import { openSource } from "./import/public/source";
import { openReport } from "./import/report";
import { verifyFeeds } from "./import/verify";

const PRINT_EVERY_MS = 2_000;

function progressPrinter(startedAt: number): ImportContext["onProgress"] {
  let printedAt = 0;
  return ({ done, total }) => {
    if (done < total && Date.now() - printedAt < PRINT_EVERY_MS) return;
    printedAt = Date.now();
    console.log(`${done} of ${total} plugins, ${Math.round((printedAt - startedAt) / 1000)} s`);
  };
}

/** @returns whether both sides offer the same; true when that was not asked */
async function importAndVerify(context: ImportContext, asked: ImportArguments): Promise<boolean> {
  const { source } = asked;
  if (source.kind === "dump") {
    if (!(await stat(source.media).catch(() => null))?.isDirectory()) throw new Error(`There is no folder ${source.media}.`);
    const dump = await openDump(source.url);
    try {
      if (asked.imports) await importDump(context, dump, source.media);
      context.report.print();
      if (!asked.verifies || context.signal.aborted) return true;
      return await verifyFeeds(context.db, context.storage, dumpFeed(dump, source.media));
    } finally {
      await dump.close();
    }
  }
  const site = openSource(source);
  if (asked.imports) await importPublic(context, site, asked);
  context.report.print();
  if (!asked.verifies || context.signal.aborted) return true;
  return verifyFeeds(context.db, context.storage, publicFeed(site));
}

async function main(): Promise<number> {
  const asked = parseArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  if (asked === "help") {
    console.log(USAGE);
    return 0;
  }
  const abort = new AbortController();
  // Ctrl-C reaches us from the terminal and again from npm: the second one must not cut off the end.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => abort.abort());
  setLogLevel("error");
  await buildAll(process.env, ["bundles"]);
  const startedAt = Date.now();
  const config = env();
  const db = connect(config.DATABASE_URL, 4);
  const reader = openPackageReader(describeThreadEntry());
  try {
    return await asOnlyImport(config.DATABASE_URL, async () => {
      await ensureRulesets(db);
      const rest = { report: openReport(), signal: abort.signal, onProgress: progressPrinter(startedAt) };
      const isEqual = await importAndVerify({ db, storage: openStorage(config.dataDir), reader, ...rest }, asked);
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      console.log(`\n${seconds} s, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB of memory.`);
      if (abort.signal.aborted) console.log("Interrupted. Run the same command again to go on.");
      return abort.signal.aborted ? 130 : isEqual ? 0 : 1;
    });
  } finally {
    await reader.close();
    await db.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error instanceof WrongUsage ? `${error.message}\n\n${USAGE}` : error.message);
    process.exit(error instanceof WrongUsage ? 2 : 1);
  },
);
