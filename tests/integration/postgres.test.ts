import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asAdministrator } from "@/scripts/postgres/databases";
import { findRunning, isAlive } from "@/scripts/postgres/running";
import { startPostgres } from "@/scripts/postgres/server";
import { createTestDatabase, type TestDatabase } from "../helpers/database";
import { waitFor } from "../helpers/wait-for";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("every test file gets a database of its own", async () => {
  const { rows } = await asAdministrator(database.url, (client) => client.query<{ name: string }>("select current_database() as name"));
  expect(rows[0]?.name).toMatch(/^test_/);
});

test("the built-in server survives kill -9 and keeps what was committed", async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), "greenbadge-kill-")), "postgres");
  try {
    const first = await startPostgres({ dataDir });
    const client = new pg.Client({ connectionString: first.url });
    client.on("error", () => {});
    await client.connect();
    await client.query("create table kept (note text)");
    await client.query("insert into kept values ('still here')");
    process.kill(first.pid, "SIGKILL");
    await client.end().catch(() => {});
    // The signal is only on its way: a server that still lives would be joined.
    await waitFor("the killed server to be gone", async () => !isAlive(first.pid));

    const second = await startPostgres({ dataDir });
    const kept = await asAdministrator(second.url, (again) => again.query("select note from kept"));
    expect(kept.rows).toEqual([{ note: "still here" }]);
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
  await expect(asAdministrator(url.href, (client) => client.query("select 1"))).rejects.toThrow(/password authentication failed/);
});
