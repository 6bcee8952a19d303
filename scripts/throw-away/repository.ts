import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Db } from "@/db/client";
import { ensureRulesets } from "@/db/commands/ensure-rulesets";
import { users } from "@/db/schema";
import type { Role } from "@/lib/domain/permissions";
import { type Env, parseEnv } from "@/lib/env";
import { openStorage, type Storage } from "@/lib/storage";
import { migrate } from "../migrate";
import { ensureDatabase } from "../postgres/databases";
import { freePort, type PostgresServer, startPostgres } from "../postgres/server";
import type { Environment } from "../processes";

export interface ThrowAwayRepository {
  /** Everything that it writes; gone after `close`. */
  folder: string;
  config: Env;
  /** The same as environment variables, for the web and worker processes. */
  variables: Environment;
  db: Db;
  storage: Storage;
  addPerson(facts?: { role?: Role; isTrusted?: boolean }): Promise<{ userId: string; email: string }>;
  /** Another database on the same server, empty. @returns its address */
  addDatabase(name: string): Promise<string>;
  /** `immediate` ends the server as a crash would. */
  stopDatabase(mode: "fast" | "immediate"): Promise<void>;
  /** Starts it again on the same port; what was committed is there. */
  startDatabase(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A repository that nobody else uses, for measurements and for breaking things: a PostgreSQL of its own that writes to
 * disk as in real life, an empty data folder, a free port for the site.
 */
export async function openThrowAwayRepository(overrides: Record<string, string> = {}): Promise<ThrowAwayRepository> {
  const folder = mkdtempSync(join(tmpdir(), "greenbadge-throw-away-"));
  // The server may run under another account, which must be able to walk in.
  chmodSync(folder, 0o711);
  const database = { dataDir: join(folder, "postgres"), port: await freePort() };
  let server: PostgresServer | null = await startPostgres(database);
  const url = await ensureDatabase(server, "greenbadge");
  await migrate(url);
  const variables: Environment = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: url,
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    PUBLIC_URL: `http://127.0.0.1:${await freePort()}`,
    DATA_DIR: join(folder, "data"),
    // Nothing leaves this machine, whatever the caller's environment says.
    RESEND_API_KEY: undefined,
    SMTP_URL: undefined,
    OUTBOUND_REQUESTS: "off",
    GREENBADGE_DEMO: undefined,
    ...overrides,
  };
  const config = parseEnv(variables);
  const db = connect(url, 6);
  await ensureRulesets(db);
  return {
    folder,
    config,
    variables,
    db,
    storage: openStorage(config.dataDir),
    addPerson: (facts = {}) => addPerson(db, facts),
    addDatabase(name) {
      if (!server) throw new Error("the server is stopped");
      return ensureDatabase(server, name);
    },
    async stopDatabase(mode) {
      await server?.stop(mode);
      server = null;
    },
    async startDatabase() {
      server ??= await startPostgres(database);
    },
    async close() {
      await db.close();
      await server?.stop("immediate");
      // In a closed home the server's folder is a link to a place that its account can reach.
      rmSync(realpathSync(database.dataDir), { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addPerson(db: Db, { role = "user", isTrusted = false }: { role?: Role; isTrusted?: boolean }) {
  const email = `${randomBytes(6).toString("hex")}@example.org`;
  const [row] = await db.insert(users).values({ email, role, isTrusted, emailVerifiedAt: new Date() }).returning({ userId: users.id });
  return { ...(row as { userId: string }), email };
}
