import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildAll } from "@/scripts/build";
import { migrate } from "@/scripts/migrate";
import { ensureDatabase } from "@/scripts/postgres/databases";
import { projectRoot } from "@/scripts/project-root";
import { startTestServer } from "./cluster";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the test server's administrative database. */
    testServerUrl: string;
    /** Name of the migrated database that every test file copies. */
    testTemplate: string;
    /** Folder of the bundled programs: `worker.mjs`, `scan-process.mjs`, `validate-thread.mjs` … */
    testPrograms: string;
  }
}

const template = "greenbadge_template";

/**
 * Once per run: the programs in `dist/` (checks run in processes of their own), a server without fsync, and one migrated database,
 * of which each test file takes a copy.
 */
export default async function setup(project: TestProject) {
  await buildPrograms();
  const server = await startTestServer();
  try {
    await migrate(await ensureDatabase(server, template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("testServerUrl", server.url);
  project.provide("testTemplate", template);
  project.provide("testPrograms", join(projectRoot, "dist"));
  return () => server.stop();
}

/** A program that cannot be bundled fails the tests that need it; the others still say something. */
async function buildPrograms() {
  try {
    await buildAll(process.env, ["bundles"]);
  } catch (error) {
    console.error(`The programs in dist/ could not be built; tests that run them will fail.\n${(error as Error).message}`);
  }
}
