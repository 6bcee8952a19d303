import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { inject } from "vitest";
import { connect } from "@/db/client";
import { acceptStagedUpload } from "@/db/commands/accept-staged-upload";
import type { AcceptedUpload } from "@/db/commands/accept-upload";
import { ensureRulesets } from "@/db/commands/ensure-rulesets";
import { stageUpload } from "@/db/commands/stage-upload";
import type { Db } from "@/db/context";
import { users, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { type Env, parseEnv } from "@/lib/env";
import type { AppError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import type { Network } from "@/lib/safe-fetch/network";
import { openStorage, type Storage } from "@/lib/storage";
import { type RunningWorker, startWorker } from "@/workers/start-worker";
import { createTestDatabase } from "./database";
import { waitFor } from "./wait-for";

export interface TestRepository {
  db: Db;
  env: Env;
  /** The same configuration as environment variables, for a process of its own. */
  variables: Record<string, string>;
  storage: Storage;
  scanEntry: string;
  /** Path of the thread that opens uploads. */
  validateEntry: string;
  person(facts?: Partial<Pick<SignedIn, "role" | "isTrusted" | "isSuspended">>): Promise<SignedIn>;
  /** Stages and accepts a ZIP, as the web form does. */
  upload(person: SignedIn, zip: Uint8Array, options?: { asksToWait?: boolean }): Promise<Result<AcceptedUpload, AppError>>;
  /** The same, and the test fails when it is refused. */
  accepted(person: SignedIn, zip: Uint8Array, options?: { asksToWait?: boolean }): Promise<AcceptedUpload>;
  version(versionId: number): Promise<typeof versions.$inferSelect>;
  /** Starts a worker in this process; it ends with the repository. */
  work(options?: { network?: Network }): Promise<RunningWorker>;
  /** Waits until the version has left `validating`. */
  settled(versionId: number): Promise<typeof versions.$inferSelect>;
  close(): Promise<void>;
}

const MAX_BYTES = 26_000_000;

/** A whole repository for one test file: its own database, data folder and people; real scan processes, real queue. */
export async function openRepository(overrides: Record<string, string> = {}): Promise<TestRepository> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "greenbadge-repository-"));
  const programs = inject("testPrograms");
  const scanEntry = join(programs, "scan-process.mjs");
  const validateEntry = join(programs, "validate-thread.mjs");
  const variables = {
    NODE_ENV: "test",
    DATABASE_URL: database.url,
    AUTH_SECRET: "a secret of this test run, long enough",
    PUBLIC_URL: "http://127.0.0.1:3000",
    DATA_DIR: dataDir,
    ...overrides,
  };
  const env = parseEnv(variables);
  const db = connect(env.DATABASE_URL, 6);
  await ensureRulesets(db);
  const storage = openStorage(dataDir);
  const workers: RunningWorker[] = [];

  const upload: TestRepository["upload"] = async (person, zip, options = {}) => {
    const stored = await storage.put(Readable.from([zip]), { maxBytes: MAX_BYTES });
    if (!stored.ok) return stored;
    const sessionHash = `session of ${person.userId}`;
    const { stagedId } = await stageUpload(db, { userId: person.userId, sessionHash, ...stored.value, fileName: "plugin.zip" });
    return acceptStagedUpload(db, {
      person,
      sessionHash,
      stagedId,
      asksToWait: options.asksToWait ?? false,
      storage,
      validateEntry,
    });
  };
  const version = async (versionId: number) => {
    const [row] = await db.select().from(versions).where(eq(versions.id, versionId));
    if (!row) throw new Error(`no version ${versionId}`);
    return row;
  };

  return {
    db,
    env,
    variables,
    storage,
    scanEntry,
    validateEntry,
    upload,
    version,
    person: (facts = {}) => addPerson(db, facts),
    async accepted(person, zip, options) {
      const result = await upload(person, zip, options);
      if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    async work(options = {}) {
      const worker = await startWorker(env, { scanEntry, ...options });
      workers.push(worker);
      return worker;
    },
    settled: (versionId) =>
      waitFor(`version ${versionId} to leave validating`, async () => {
        const row = await version(versionId);
        return row.status === "validating" ? null : row;
      }),
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await db.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function addPerson(db: Db, facts: Partial<Pick<SignedIn, "role" | "isTrusted" | "isSuspended">>): Promise<SignedIn> {
  const userId = randomUUID();
  const person: SignedIn = { userId, name: "", role: "user", isTrusted: false, isSuspended: false, ...facts };
  await db.insert(users).values({
    id: userId,
    email: `${userId}@example.org`,
    emailVerifiedAt: new Date(),
    role: person.role,
    isTrusted: person.isTrusted,
    suspendedAt: person.isSuspended ? new Date() : null,
  });
  return person;
}
