import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "@/lib/env";
import { ensureDatabase } from "./postgres/databases";
import { type PostgresServer, startPostgres } from "./postgres/server";
import type { Environment } from "./processes";
import { dataRoot, projectRoot } from "./project-root";

const decisive = ["DATABASE_URL", "AUTH_SECRET", "PUBLIC_URL"] as const;

/**
 * Demo mode exists only when all of DATABASE_URL, AUTH_SECRET and PUBLIC_URL are unset; a half configuration is a mistake
 * that must not end in a site where anybody may sign in as anybody. Reads `.env` first, if there is one.
 */
export function isDemo(): boolean {
  const file = join(projectRoot, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  const missing = decisive.filter((name) => !process.env[name]);
  if (missing.length === decisive.length) return true;
  if (missing.length > 0) {
    const given = decisive.filter((name) => !missing.includes(name));
    throw new Error(
      `${given.join(" and ")} ${given.length > 1 ? "are" : "is"} set, but ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not. Set all three, or none for the demo.`,
    );
  }
  return false;
}

/** The configuration that was given, checked as the site itself checks it: all problems in one message. */
export function configuredEnvironment(): Environment {
  const environment = { ...process.env, NODE_ENV: process.env.NODE_ENV ?? "production" };
  parseEnv(environment);
  return environment;
}

/** Address and port that the web process listens on when it is configured. */
export function listenAddress(): { host: string; port: number } {
  return { host: process.env.HOST ?? "127.0.0.1", port: Number(process.env.PORT ?? 3000) };
}

/** Starts (or joins) the built-in server, on a free port or the given one, and makes the database `greenbadge`. */
export async function startDemoDatabase(port?: number): Promise<{ server: PostgresServer; url: string }> {
  const server = await startPostgres({ dataDir: join(dataRoot, "postgres"), ...(port ? { port } : {}) });
  return { server, url: await ensureDatabase(server, "greenbadge") };
}

/** Everything that web, worker and the commands need in demo mode. The secret is made once and kept under `.data/`. */
export function demoEnvironment(databaseUrl: string, publicUrl: string): Environment {
  return {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: demoSecret(),
    PUBLIC_URL: publicUrl,
    GREENBADGE_DEMO: "1",
    DATA_DIR: dataRoot,
  };
}

function demoSecret(): string {
  const file = join(dataRoot, "auth-secret");
  if (!existsSync(file)) {
    mkdirSync(dataRoot, { recursive: true });
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  }
  return readFileSync(file, "utf8").trim();
}
