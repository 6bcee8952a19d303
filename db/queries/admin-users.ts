import { and, asc, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Role, SignedIn } from "@/lib/domain/permissions";
import { TRUST_CANDIDATE } from "@/lib/domain/trust-candidate";
import type { Executor } from "../context";
import { pluginEditors, plugins, type UserEvent, userEvents, users } from "../schema";
import { listSoleOwnerships } from "./sole-ownerships";

const PER_PAGE = 50;
const HISTORY_SHOWN = 100;

export const PEOPLE_LISTS = ["all", "candidates", "trusted", "staff", "suspended"] as const;
export type PeopleList = (typeof PEOPLE_LISTS)[number];

/** What somebody's uploads came to, those of deleted drafts left out. */
export interface AuthorRecord {
  published: number;
  /** Versions that were blocked, or returned, at some time. */
  blocked: number;
  returned: number;
  firstUploadAt: Date | null;
  /** When a scan of one of their versions found something critical for the last time. */
  lastCriticalAt: Date | null;
}

export interface ListedPerson {
  userId: string;
  name: string;
  /** Null for approvers: addresses are the administrators' business. */
  email: string | null;
  role: Role;
  isTrusted: boolean;
  isSuspended: boolean;
  isErased: boolean;
  createdAt: Date;
  record: AuthorRecord;
}

/** Needs `users` in the query. */
const record = sql`(
  select count(*) filter (where v.first_approved_at is not null)::int as published,
    count(*) filter (where exists (select 1 from version_events e where e.version_id = v.id and e.to_status = 'blocked'))::int as blocked,
    count(*) filter (where exists (select 1 from version_events e where e.version_id = v.id and e.to_status = 'returned'))::int as returned,
    min(v.uploaded_at) as first_upload_at,
    max((select max(s.concluded_at) from scans s where s.version_id = v.id and s.verdict = 'blocked')) as last_critical_at
  from versions v where v.uploaded_by = ${users.id}) as record`;

const asDate = (value: string | null): Date | null => (value === null ? null : new Date(value));

const columns = {
  userId: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  isTrusted: users.isTrusted,
  isSuspended: sql<boolean>`${users.suspendedAt} is not null`,
  isErased: sql<boolean>`${users.erasedAt} is not null`,
  createdAt: users.createdAt,
  record: {
    published: sql<number>`record.published`,
    blocked: sql<number>`record.blocked`,
    returned: sql<number>`record.returned`,
    firstUploadAt: sql<Date | null>`record.first_upload_at`.mapWith(asDate),
    lastCriticalAt: sql<Date | null>`record.last_critical_at`.mapWith(asDate),
  },
};

const LISTS: Record<PeopleList, SQL | undefined> = {
  all: undefined,
  candidates: and(
    eq(users.isTrusted, false),
    isNull(users.suspendedAt),
    sql`record.published >= ${TRUST_CANDIDATE.published}`,
    sql`coalesce(record.last_critical_at < now() - make_interval(days => ${TRUST_CANDIDATE.days}), true)`,
  ),
  trusted: eq(users.isTrusted, true),
  staff: inArray(users.role, ["approver", "admin"]),
  suspended: and(isNotNull(users.suspendedAt), isNull(users.erasedAt)),
};

/** People by part of their name or, for administrators, of their address; those with most published versions first. */
export async function listPeople(
  db: Executor,
  input: { viewer: Pick<SignedIn, "role">; q: string; list: PeopleList; page: number },
): Promise<{ people: ListedPerson[]; total: number; pages: number }> {
  const isAdmin = input.viewer.role === "admin";
  const pattern = `%${input.q.trim().replace(/[\\%_]/g, "\\$&")}%`;
  const matches = or(sql`${users.name} ilike ${pattern}`, isAdmin ? sql`${users.email} ilike ${pattern}` : undefined);
  const where = and(LISTS[input.list], input.q.trim() ? matches : undefined);
  const rows = await db
    .select({ ...columns, total: sql<number>`count(*) over ()::int` })
    .from(users)
    .crossJoinLateral(record)
    .where(where)
    .orderBy(desc(sql`record.published`), asc(users.createdAt), asc(users.id))
    .limit(PER_PAGE)
    .offset((input.page - 1) * PER_PAGE);
  const total = rows[0]?.total ?? 0;
  const people = rows.map(({ total: _total, ...row }) => ({ ...row, email: isAdmin ? row.email : null }));
  return { people, total, pages: Math.max(1, Math.ceil(total / PER_PAGE)) };
}

export interface PersonPage extends ListedPerson {
  plugins: { packageName: string; name: string; role: "owner" | "collaborator"; isSoleOwner: boolean }[];
  history: {
    id: number;
    at: Date;
    event: UserEvent;
    fromRole: Role | null;
    toRole: Role | null;
    reason: string | null;
    actorKind: "person" | "token" | "system" | "importer";
    actorName: string | null;
  }[];
}

/** One person as an approver or administrator sees them; to approvers the history tells of trust alone. */
export async function getPersonPage(db: Executor, viewer: Pick<SignedIn, "role">, userId: string): Promise<PersonPage | null> {
  const [row] = await db.select(columns).from(users).crossJoinLateral(record).where(eq(users.id, userId));
  if (!row) return null;
  const isAdmin = viewer.role === "admin";
  const sole = new Set((await listSoleOwnerships(db, userId)).map((one) => one.packageName));
  const own = await db
    .select({ packageName: plugins.packageName, name: plugins.name, role: pluginEditors.role })
    .from(pluginEditors)
    .innerJoin(plugins, eq(plugins.id, pluginEditors.pluginId))
    .where(and(eq(pluginEditors.userId, userId), isNull(plugins.deletedAt)))
    .orderBy(asc(plugins.name));
  return {
    ...row,
    email: isAdmin ? row.email : null,
    plugins: own.map((one) => ({ ...one, isSoleOwner: sole.has(one.packageName) })),
    history: await listHistory(db, userId, isAdmin),
  };
}

function listHistory(db: Executor, userId: string, isAdmin: boolean): Promise<PersonPage["history"]> {
  const actor = alias(users, "actor");
  const { id, at, event, fromRole, toRole, reason, actorKind } = userEvents;
  return db
    .select({ id, at, event, fromRole, toRole, reason, actorKind, actorName: actor.name })
    .from(userEvents)
    .leftJoin(actor, eq(actor.id, userEvents.actorId))
    .where(and(eq(userEvents.userId, userId), isAdmin ? undefined : inArray(userEvents.event, ["trusted", "trust-revoked"])))
    .orderBy(desc(userEvents.id))
    .limit(HISTORY_SHOWN);
}
