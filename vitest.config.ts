import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    projects: [
      {
        extends: true,
        // No services: these run before each commit.
        test: {
          name: "unit",
          // Hostile input is bounded by processor time inside the tests; the clock may run on a busy machine.
          testTimeout: 60_000,
          include: ["{lib,scanners,emails,components,workers,db,app,scripts}/**/*.test.{ts,tsx}", "tests/unit/**/*.test.{ts,tsx}"],
        },
      },
      {
        extends: true,
        // A real PostgreSQL, started once by us, with a database of its own for each file.
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts", "tests/security/**/*.test.ts"],
          globalSetup: "tests/helpers/global-setup.ts",
          testTimeout: 30_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
