/**
 * The site under test seen from behind: people, sessions and uploads through the real commands, and the mails that were
 * really rendered. Browser tests use it for everything but the step that they are about.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { and, eq, sql } from "drizzle-orm";
import { connect } from "@/db/client";
import { acceptStagedUpload } from "@/db/commands/accept-staged-upload";
import type { AcceptedUpload } from "@/db/commands/accept-upload";
import { approveVersion } from "@/db/commands/review-version";
import { openSession } from "@/db/commands/sign-in";
import { stageUpload } from "@/db/commands/stage-upload";
import type { Db } from "@/db/context";
import { plugins, users, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { type Env, parseEnv } from "@/lib/env";
import { outboxFolder } from "@/lib/mailer";
import { listOutbox, type OutboxMail } from "@/lib/mailer/outbox";
import { validateThreadEntry } from "@/lib/program-entries";
import { openStorage, type Storage } from "@/lib/storage";
import { sessionHashOf } from "./e2e-session";
import { waitFor } from "./wait-for";

export interface Person extends SignedIn {
  email: string;
}

type VersionRow = typeof versions.$inferSelect;

export interface Site {
  env: Env;
  db: Db;
  storage: Storage;
  /** Somebody new, whom no other test knows. */
  person(facts?: Partial<Pick<SignedIn, "role" | "isTrusted">>): Promise<Person>;
  /** One of the seeded people: their plugins show every state. */
  demoPerson(name: "owner" | "trusted" | "second" | "approver" | "admin"): Promise<Person>;
  /** Opens a session as signing in does. @returns the cookie's token */
  signIn(person: Person): Promise<string>;
  /** Stages and accepts a ZIP as the form does; the test fails when it is refused. The checks run afterwards. */
  upload(person: Person, zip: Uint8Array, options?: { asksToWait?: boolean }): Promise<AcceptedUpload>;
  /** The same, and waits until the checks have ended. */
  checked(person: Person, zip: Uint8Array): Promise<VersionRow & { packageName: string }>;
  /** The same, and an approver says yes. */
  published(person: Person, zip: Uint8Array): Promise<VersionRow & { packageName: string }>;
  /** An approver says yes to a version whose checks have ended. */
  approve(version: VersionRow): Promise<void>;
  /** All versions of a plugin; none when there is no such plugin. */
  versionsOf(packageName: string): Promise<VersionRow[]>;
  /** Waits until the version has left `validating`. */
  settled(versionId: number): Promise<VersionRow>;
  mailsTo(person: Person): Promise<OutboxMail[]>;
  /** Waits for the mail with exactly this subject. */
  readEmail(person: Person, subject: string): Promise<OutboxMail>;
  /** While this lasts no check can hand in its result: what is being checked stays so. Call what it returns to go on. */
  holdChecks(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export function openSite(): Site {
  const env = parseEnv(process.env);
  const db = connect(env.DATABASE_URL, 4);
  const storage = openStorage(env.dataDir);
  const upload: Site["upload"] = (person, zip, options = {}) => uploadZip({ db, storage }, person, zip, options.asksToWait ?? false);
  const settled: Site["settled"] = (versionId) =>
    waitFor(`version ${versionId} to leave validating`, async () => {
      const [row] = await db.select().from(versions).where(eq(versions.id, versionId));
      return row && row.status !== "validating" ? row : null;
    });
  const checked: Site["checked"] = async (person, zip) => {
    const { versionId, packageName } = await upload(person, zip);
    return { ...(await settled(versionId)), packageName };
  };
  const mailsTo: Site["mailsTo"] = async ({ email }) => (await listOutbox(outboxFolder(env.dataDir))).filter((mail) => mail.to === email);
  return {
    env,
    db,
    storage,
    upload,
    settled,
    checked,
    mailsTo,
    person: (facts = {}) => addPerson(db, facts),
    demoPerson: (name) => findPerson(db, `${name}@demo.localhost`),
    signIn: (person) => signIn(db, person),
    approve: async (version) => approve(db, await addPerson(db, { role: "approver" }), version),
    async published(person, zip) {
      const version = await checked(person, zip);
      await approve(db, await addPerson(db, { role: "approver" }), version);
      return version;
    },
    versionsOf: async (packageName) =>
      (
        await db.select().from(versions).innerJoin(plugins, eq(plugins.id, versions.pluginId)).where(eq(plugins.packageName, packageName))
      ).map((row) => row.versions),
    readEmail: (person, subject) =>
      waitFor(`the mail “${subject}”`, async () => (await mailsTo(person)).find((mail) => mail.subject === subject)),
    holdChecks: () => holdChecks(db),
    close: () => db.close(),
  };
}

async function addPerson(db: Db, facts: Partial<Pick<SignedIn, "role" | "isTrusted">>): Promise<Person> {
  const userId = randomUUID();
  const name = `Person ${userId.slice(0, 8)}`;
  const person: Person = { userId, name, email: `${userId}@example.org`, role: "user", isTrusted: false, isSuspended: false, ...facts };
  await db
    .insert(users)
    .values({ id: userId, name, email: person.email, emailVerifiedAt: new Date(), role: person.role, isTrusted: person.isTrusted });
  return person;
}

async function findPerson(db: Db, email: string): Promise<Person> {
  const [row] = await db.select().from(users).where(eq(users.email, email));
  if (!row) throw new Error(`${email} is not there: the demo data is missing`);
  return { userId: row.id, name: row.name, email, role: row.role, isTrusted: row.isTrusted, isSuspended: row.suspendedAt !== null };
}

async function signIn(db: Db, { userId }: Person): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + 60 * 60 * 1000);
  const isOpen = await openSession(db, { userId, tokenHash: sessionHashOf(token), expiresAt });
  if (!isOpen) throw new Error("suspended people cannot sign in");
  return token;
}

async function uploadZip(
  { db, storage }: Pick<Site, "db" | "storage">,
  person: Person,
  zip: Uint8Array,
  asksToWait: boolean,
): Promise<AcceptedUpload> {
  const stored = await storage.put(Readable.from([zip]), { maxBytes: 25_000_000 });
  if (!stored.ok) throw new Error(stored.error.message);
  const sessionHash = `test of ${person.userId}`;
  const { stagedId } = await stageUpload(db, { userId: person.userId, sessionHash, ...stored.value, fileName: "plugin.zip" });
  const accepted = await acceptStagedUpload(db, {
    person,
    sessionHash,
    stagedId,
    asksToWait,
    storage,
    validateEntry: validateThreadEntry(),
  });
  if (!accepted.ok) throw new Error(`refused: ${JSON.stringify(accepted.error)}`);
  return accepted.value;
}

async function approve(db: Db, person: Person, version: VersionRow): Promise<void> {
  if (!version.currentScanId) throw new Error("not scanned");
  const { id: versionId, currentScanId: scanId, artifactSha256 } = version;
  const approved = await approveVersion(db, { person, versionId, scanId, artifactSha256 });
  if (!approved.ok) throw new Error(approved.error.message);
  const [row] = await db
    .select()
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.status, "approved")));
  if (!row) throw new Error("approved, and yet not public");
}

/** Reading stays possible; a check's last transaction, which writes its findings, waits for us. */
async function holdChecks(db: Db): Promise<() => Promise<void>> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let ended: Promise<void> = Promise.resolve();
  await new Promise<void>((held, failed) => {
    ended = db.transaction(async (tx) => {
      await tx.execute(sql`lock table findings in share mode`);
      held();
      await released;
    });
    ended.catch(failed);
  });
  return async () => {
    release();
    await ended;
  };
}
