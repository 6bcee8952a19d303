import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findRunning } from "@/scripts/postgres/running";
import { startPostgres } from "@/scripts/postgres/server";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("every test file gets a database of its own", async () => {
  const sql = postgres(database.url, { max: 1 });
  const [row] = await sql<{ name: string }[]>`select current_database() as name`;
  expect(row?.name).toMatch(/^test_/);
  await sql.end();
});

test("the built-in server survives kill -9 and keeps what was committed", async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), "greenbadge-kill-")), "postgres");
  try {
    const first = await startPostgres({ dataDir });
    const sql = postgres(first.url, { max: 1 });
    await sql`create table kept (note text)`;
    await sql`insert into kept values ('still here')`;
    process.kill(first.pid, "SIGKILL");
    await sql.end({ timeout: 1 }).catch(() => {});

    const second = await startPostgres({ dataDir });
    const again = postgres(second.url, { max: 1 });
    expect(await again`select note from kept`).toMatchObject([{ note: "still here" }]);
    await again.end();
    const joined = await startPostgres({ dataDir });
    expect(joined.pid).toBe(second.pid);
    await second.stop();
    expect(findRunning(join(dataDir, "cluster"))).toBeNull();

    // A number that now belongs to another process (here: us) must not be taken for the server.
    writeFileSync(join(dataDir, "cluster", "postmaster.pid"), `${process.pid}\n/elsewhere\n0\n5432\n\n127.0.0.1\n\nready\n`);
    const third = await startPostgres({ dataDir });
    expect(third.pid).not.toBe(process.pid);
    await third.stop();
  } finally {
    rmSync(realpathSync(dataDir), { recursive: true, force: true });
  }
});

test("a stranger on this machine cannot connect without the password", async () => {
  const url = new URL(database.url);
  url.password = "guess";
  const sql = postgres(url.href, { max: 1 });
  await expect(sql`select 1`).rejects.toThrow(/password authentication failed/);
  await sql.end();
});
