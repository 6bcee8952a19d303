/** Everybody who can ask for something, as the authorisation table knows them. */
import { randomUUID } from "node:crypto";
import type { APIRequestContext, PlaywrightWorkerArgs } from "@playwright/test";
import { suspendUser } from "@/db/commands/suspend-user";
import { apiTokens, pluginEditors } from "@/db/schema";
import { newApiToken } from "@/lib/api-token";
import { SESSION_COOKIE } from "../e2e-session";
import type { Person, Site } from "../e2e-site";

export const ACTORS = [
  "stranger",
  "other owner",
  "owner",
  "collaborator",
  "former collaborator",
  "approver",
  "admin",
  "suspended owner",
  "account token",
  "plugin token",
  "token of another plugin",
  "token of a former collaborator",
  "token of a suspended owner",
  "revoked token",
  "expired token",
] as const;
export type ActorName = (typeof ACTORS)[number];

/** Names for several at once; a table's cell may name a group or one actor, and the narrower one counts. */
export const GROUPS = {
  everybody: ACTORS,
  "signed in": ["other owner", "owner", "collaborator", "former collaborator", "approver", "admin"],
  editors: ["owner", "collaborator"],
  reviewers: ["approver", "admin"],
  "tokens that work": ["account token", "plugin token", "token of another plugin", "token of a former collaborator"],
  "editors' tokens": ["account token", "plugin token"],
  "tokens that do not": ["token of a suspended owner", "revoked token", "expired token"],
} as const satisfies Record<string, readonly ActorName[]>;
export type GroupName = keyof typeof GROUPS;

export type Actors = Record<ActorName, APIRequestContext>;

export interface Cast {
  owner: Person;
  collaborator: Person;
  former: Person;
  /** Owner of plugins of their own. */
  other: Person;
  suspended: Person;
}

export async function castPeople(site: Site): Promise<Cast> {
  const [owner, collaborator, former, other, suspended] = await Promise.all([1, 2, 3, 4, 5].map(() => site.person()));
  return { owner, collaborator, former, other, suspended } as Cast;
}

/** The plugins' other editors: a collaborator, and an owner who will be suspended. */
export async function joinPlugin(site: Site, cast: Cast, pluginId: number): Promise<void> {
  await site.db.insert(pluginEditors).values([
    { pluginId, userId: cast.collaborator.userId, role: "collaborator" },
    { pluginId, userId: cast.suspended.userId, role: "owner" },
  ]);
}

interface TokenFacts {
  of: Person;
  pluginId?: number;
  isRevoked?: boolean;
  isExpired?: boolean;
}

async function tokenOf(site: Site, { of, pluginId, isRevoked, isExpired }: TokenFacts): Promise<string> {
  const { token, tokenHash, ending } = newApiToken();
  const hour = 60 * 60 * 1000;
  await site.db.insert(apiTokens).values({
    ...{ id: randomUUID(), userId: of.userId, pluginId: pluginId ?? null, name: "table", tokenHash, ending },
    expiresAt: new Date(Date.now() + (isExpired ? -hour : hour)),
    revokedAt: isRevoked ? new Date() : null,
  });
  return token;
}

/** Signs everybody in, or gives them their tokens; then the suspended owner is suspended. */
export async function openActors(
  site: Site,
  playwright: PlaywrightWorkerArgs["playwright"],
  cast: Cast,
  plugins: { own: number; others: number },
): Promise<Actors> {
  const baseURL = site.env.publicUrl;
  const open = (extraHTTPHeaders: Record<string, string>) => playwright.request.newContext({ baseURL, extraHTTPHeaders });
  const visitor = () => open({});
  // Writes by cookie are taken only from our own pages.
  const signedIn = async (person: Person) => open({ cookie: `${SESSION_COOKIE}=${await site.signIn(person)}`, origin: baseURL });
  const bearer = async (facts: TokenFacts) => open({ authorization: `Bearer ${await tokenOf(site, facts)}` });
  const actors: Actors = {
    stranger: await visitor(),
    "other owner": await signedIn(cast.other),
    owner: await signedIn(cast.owner),
    collaborator: await signedIn(cast.collaborator),
    "former collaborator": await signedIn(cast.former),
    approver: await signedIn(await site.person({ role: "approver" })),
    admin: await signedIn(await site.person({ role: "admin" })),
    "suspended owner": await signedIn(cast.suspended),
    "account token": await bearer({ of: cast.owner }),
    "plugin token": await bearer({ of: cast.owner, pluginId: plugins.own }),
    "token of another plugin": await bearer({ of: cast.other, pluginId: plugins.others }),
    "token of a former collaborator": await bearer({ of: cast.former }),
    "token of a suspended owner": await bearer({ of: cast.suspended }),
    "revoked token": await bearer({ of: cast.owner, isRevoked: true }),
    "expired token": await bearer({ of: cast.owner, isExpired: true }),
  };
  const suspended = await suspendUser(site.db, {
    person: await site.demoPerson("admin"),
    userId: cast.suspended.userId,
    reason: "For the table.",
  });
  if (!suspended.ok) throw new Error(suspended.error.message);
  return actors;
}
