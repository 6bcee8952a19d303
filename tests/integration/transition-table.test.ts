/** Every state × event × actor by the only writer of a status, on a real database with rights that are read from it. */
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { actorFor, type Uploader } from "@/db/commands/actor";
import { type TransitionInput, transitionVersion } from "@/db/commands/transition-version";
import type { Tx } from "@/db/context";
import { apiTokens, pendingDecisions, pluginEditors, reviewClaims, versionEvents, versions } from "@/db/schema";
import type { Actor, SignedIn } from "@/lib/domain/permissions";
import { VERSION_EVENTS, VERSION_STATUSES, type VersionEvent, type VersionStatus } from "@/lib/domain/version-status";
import { ACTOR_NAMES, type ActorName, expectedMove } from "@/lib/domain/version-status.expected";
import type { Verdict } from "@/scanners/core/types";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let pluginId: number;
/** How each actor is known to the database; the system and the importer are not people. */
const identities = {} as Record<Exclude<ActorName, "system" | "importer">, Uploader>;
const ids = {} as Record<VersionStatus, number>;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 2);
  const owner = await personRow(db);
  pluginId = await pluginRow(db, owner, "table");
  await addActors(owner);
  for (const status of VERSION_STATUSES) ids[status] = await addVersion(owner, status);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function addActors(owner: SignedIn) {
  const person = async (facts: Parameters<typeof personRow>[1], edits: boolean): Promise<Uploader> => {
    const { userId } = await personRow(db, facts);
    if (edits) await db.insert(pluginEditors).values({ pluginId, userId, role: "collaborator" });
    return { kind: "person", userId };
  };
  const token = async (of: Uploader, scope: number | null): Promise<Uploader> => {
    const tokenId = randomUUID();
    const expiresAt = new Date(Date.now() + 60_000_000);
    await db
      .insert(apiTokens)
      .values({ id: tokenId, userId: of.userId, pluginId: scope, name: "table", tokenHash: tokenId, ending: "last", expiresAt });
    return { kind: "token", userId: of.userId, tokenId };
  };
  const byOwner: Uploader = { kind: "person", userId: owner.userId };
  identities.stranger = await person({}, false);
  identities.editor = await person({}, true);
  identities.approver = await person({ role: "approver" }, false);
  identities["approver who edits"] = await person({ role: "approver" }, true);
  identities.admin = await person({ role: "admin" }, false);
  identities["admin who edits"] = await person({ role: "admin" }, true);
  identities["suspended editor"] = await person({ isSuspended: true }, true);
  identities["suspended approver"] = await person({ role: "approver", isSuspended: true }, false);
  identities["account token"] = await token(identities.stranger, null);
  identities["account token of an editor"] = await token(byOwner, null);
  identities["plugin token"] = await token(byOwner, pluginId);
  identities["plugin token of a former editor"] = await token(identities.stranger, pluginId);
  identities["suspended token"] = await token(identities["suspended editor"], null);
}

const VERDICTS: Record<VersionStatus, Verdict | null> = {
  ...{ validating: null, validated: "passed", blocked: "blocked", inconclusive: "inconclusive", approved: "passed" },
  ...{ returned: "passed", rejected: "passed", withdrawn: "passed", quarantined: "passed" },
};

async function addVersion(owner: SignedIn, status: VersionStatus): Promise<number> {
  const columns: Partial<typeof versions.$inferInsert> = {
    ...(status === "withdrawn" ? { basis: "imported", firstApprovedAt: new Date() } : {}),
    ...(status === "quarantined" ? { previousStatus: "validated" } : {}),
  };
  const { versionId } = await versionRow(db, {
    ...{ pluginId, uploadedBy: owner, version: `1.${VERSION_STATUSES.indexOf(status)}`, status, verdict: VERDICTS[status], columns },
  });
  return versionId;
}

/** Everything that the caller knows speaks for the move. */
const FACTS: TransitionInput["facts"] = {
  ...{ packageRulesPassed: true, nameIsFree: true, scanIsCurrent: true, ownerIsTrusted: true, askedToWait: false },
  ...{ hasNewCriticalSuppression: false, harmlessLaneIsOn: true, onlyHarmlessFilesDiffer: true, isInRandomSample: false },
  ...{ decisionNamesCurrentScan: true, reason: "because", daysSinceReturned: 60, importerWithdrewIt: true },
};

/** A new verdict comes together with the move. */
const SET: Partial<Record<VersionEvent, TransitionInput["set"]>> = {
  conclude: { effectiveVerdict: "passed" },
  "finding-accepted": { effectiveVerdict: "passed" },
  "refuse-suppression": { effectiveVerdict: "blocked" },
  "acceptance-ended": { effectiveVerdict: "blocked" },
};

async function actorOf(tx: Tx, name: ActorName): Promise<Actor> {
  if (name === "system" || name === "importer") return { kind: name };
  return actorFor(tx, identities[name], pluginId);
}

class RollBack extends Error {}

/** What the move does to the row and its history; nothing of it stays. */
async function tryMove(from: VersionStatus, event: VersionEvent, name: ActorName, before?: (tx: Tx) => Promise<unknown>) {
  let outcome = "";
  const versionId = ids[from];
  const rolledBack = db.transaction(async (tx) => {
    await before?.(tx);
    const events = await tx.$count(versionEvents, eq(versionEvents.versionId, versionId));
    const moved = await transitionVersion(tx, { versionId, event, actor: await actorOf(tx, name), facts: FACTS, set: SET[event] });
    const [row] = await tx.select({ status: versions.status }).from(versions).where(eq(versions.id, versionId));
    const added = (await tx.$count(versionEvents, eq(versionEvents.versionId, versionId))) - events;
    const status = row?.status ?? "deleted";
    outcome = moved.ok ? status : "refused";
    // Refused: nothing has changed. Moved: one line of history, whatever became of the row.
    expect([moved.ok ? 1 : 0, moved.ok ? moved.value.to : from], `${from} ${event} by ${name}`).toEqual([added, status]);
    throw new RollBack();
  });
  await expect(rolledBack).rejects.toBeInstanceOf(RollBack);
  return outcome;
}

const creations = new Set<VersionEvent>(["accept-new-plugin", "accept-new-version", "import-public", "import-draft"]);

/** `blocked` and `acceptance-ended` need a verdict that the favourable case of the pure table does not have. */
function expected(from: VersionStatus, event: VersionEvent, name: ActorName): string {
  if (from === "validated" && event === "refuse-suppression") return name === "approver" || name === "admin" ? "blocked" : "refused";
  if (from === "validated" && event === "acceptance-ended") return ["approver", "admin", "system"].includes(name) ? "blocked" : "refused";
  return expectedMove(from, event, name);
}

test.each(VERSION_STATUSES)(
  "from %s every event by every actor does what the rules say",
  async (from) => {
    const wrong: string[] = [];
    for (const event of VERSION_EVENTS.filter((one) => !creations.has(one))) {
      for (const name of ACTOR_NAMES) {
        const [is, should] = [await tryMove(from, event, name), expected(from, event, name)];
        if (is !== should) wrong.push(`${event} by ${name}: ${is} instead of ${should}`);
      }
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);

test("no event creates what is there already", async () => {
  for (const event of creations)
    for (const from of VERSION_STATUSES) expect(await tryMove(from, event, "importer"), `${event} from ${from}`).toBe("refused");
});

test("claims and decisions that wait change nothing about who may do what; a claim ends when the status changes", async () => {
  const claimed = (status: VersionStatus) => async (tx: Tx) => {
    const versionId = ids[status];
    const personId = identities.admin.userId;
    await tx.insert(reviewClaims).values({ versionId, personId, until: new Date(Date.now() + 60_000) });
    await tx.insert(pendingDecisions).values({
      ...{ versionId, personId, decision: "reject" as const, reason: "because", scanId: randomUUID(), artifactSha256: "a".repeat(64) },
      takesEffectAt: new Date(Date.now() + 60_000),
    });
  };
  for (const from of ["validated", "blocked", "inconclusive"] as const) {
    for (const event of VERSION_EVENTS.filter((one) => !creations.has(one))) {
      for (const name of ["approver", "approver who edits", "admin", "editor", "system"] as const)
        expect(await tryMove(from, event, name, claimed(from)), `${from} ${event} by ${name}`).toBe(expected(from, event, name));
    }
  }
  await expect(
    db.transaction(async (tx) => {
      await claimed("validated")(tx);
      const versionId = ids.validated;
      await transitionVersion(tx, { versionId, event: "return", actor: await actorOf(tx, "approver"), facts: FACTS });
      expect(await tx.$count(reviewClaims, eq(reviewClaims.versionId, versionId))).toBe(0);
      throw new RollBack();
    }),
  ).rejects.toBeInstanceOf(RollBack);
}, 120_000);
