import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { versions } from "@/db/schema";
import { parseEnv } from "@/lib/env";
import { setLogLevel } from "@/lib/logger";
import { DEMO_VERSIONS } from "@/scripts/demo/plugins";
import { seed } from "@/scripts/seed";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let options: Parameters<typeof seed>[1];
beforeAll(async () => {
  setLogLevel("none");
  repository = await openRepository({ GREENBADGE_DEMO: "1" });
  options = { scanEntry: repository.scanEntry, validateEntry: join(inject("testPrograms"), "validate-thread.mjs") };
});
afterAll(() => repository.close());

test("one plugin in every state that a version can rest in, and each badge", async () => {
  expect(await seed(repository.env, options)).toEqual({ outcome: "seeded", mismatches: [] });
  const rows = await repository.db.select().from(versions);
  expect(rows).toHaveLength(DEMO_VERSIONS.length);
  expect(new Set(rows.map((row) => row.status))).toEqual(
    new Set(["approved", "validated", "blocked", "inconclusive", "returned", "rejected", "withdrawn", "quarantined"]),
  );
  const badges = rows.filter((row) => row.status === "approved").map((row) => [row.basis, row.effectiveVerdict]);
  for (const badge of [
    ["verdict", "passed"],
    ["verdict", "advisory"],
    ["imported", "blocked"],
  ])
    expect(badges).toContainEqual(badge);
  for (const row of rows) expect(await repository.storage.isIntact(row.artifactSha256)).toBe(true);
}, 320_000);

test("a complete demo is left alone", async () => {
  await repository.db.update(versions).set({ waitsBecause: "touched" }).where(sql`${versions.status} = 'validated'`);
  expect(await seed(repository.env, options)).toEqual({ outcome: "was-complete", mismatches: [] });
  expect(await repository.db.$count(versions)).toBe(DEMO_VERSIONS.length);
});

test("never outside of the demo, nor among real people", async () => {
  await expect(seed(parseEnv({ ...repository.variables, GREENBADGE_DEMO: "0" }), options)).rejects.toThrow("demo only");
  const other = await openRepository({ GREENBADGE_DEMO: "1" });
  await other.person();
  expect(await seed(other.env, options)).toEqual({ outcome: "real-people", mismatches: [] });
  await other.close();
});
