import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ensureDatabase } from "@/scripts/postgres/databases";
import { projectRoot } from "@/scripts/project-root";
import { startTestServer } from "./cluster";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the test server's administrative database. */
    testServerUrl: string;
    /** Name of the migrated database that every test file copies. */
    testTemplate: string;
  }
}

const template = "greenbadge_template";

/** Once per run: a server without fsync and one migrated database, of which each test file takes a copy. */
export default async function setup(project: TestProject) {
  const server = await startTestServer();
  try {
    const url = await ensureDatabase(server, template);
    if (existsSync(join(projectRoot, "scripts/migrate.ts"))) {
      const { migrate } = (await import("@/scripts/migrate")) as { migrate(url: string): Promise<void> };
      await migrate(url);
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("testServerUrl", server.url);
  project.provide("testTemplate", template);
  return () => server.stop();
}
