import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { buildSite, type SiteSize } from "@/scripts/import/rehearsal/build-site";
import { asAdministrator } from "@/scripts/postgres/databases";
import { projectRoot } from "@/scripts/project-root";
import { createEmptyDatabase } from "./database";
import type { TestRepository } from "./repository";

export interface ImportRun {
  child: ChildProcess;
  ended: Promise<{ code: number | null; output: string }>;
}

export interface OldSite {
  url: string;
  media: string;
  query<T extends pg.QueryResultRow = Record<string, string | number>>(text: string): Promise<T[]>;
  /** `npm run import -- dump` of this site, as a process of its own. */
  importInto(repository: TestRepository, ...more: string[]): ImportRun;
  remove(): Promise<void>;
}

/** A database and a media folder as today's plugin site would have left them. */
export async function openOldSite(size: SiteSize): Promise<OldSite> {
  const database = await createEmptyDatabase();
  const media = await mkdtemp(join(tmpdir(), "greenbadge-media-"));
  await buildSite(database.url, media, size);
  return {
    url: database.url,
    media,
    query: async <T extends pg.QueryResultRow>(text: string) =>
      (await asAdministrator(database.url, (client) => client.query<T>(text))).rows,
    importInto: (repository, ...more) => runImport(repository, "dump", database.url, "--media", media, ...more),
    async remove() {
      await database.drop();
      await rm(media, { recursive: true, force: true });
    },
  };
}

/** The real command, which writes into the repository of a test. */
export function runImport(repository: TestRepository, ...command: string[]): ImportRun {
  const env = { PATH: process.env.PATH, ...repository.variables } as unknown as NodeJS.ProcessEnv;
  const args = ["--import", "tsx", "scripts/import.ts", ...command];
  const child = spawn(process.execPath, args, { cwd: projectRoot, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  return { child, ended: new Promise((resolve) => child.once("close", (code) => resolve({ code, output }))) };
}
