import "server-only";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import {
  closeSession,
  linkAccount,
  markEmailVerified,
  openSession,
  registerPerson,
  storeSignInToken,
  takeSignInToken,
} from "@/db/commands/sign-in";
import { getDb } from "@/db/context";
import { type AccountPerson, getPersonByAccount, getPersonByEmail, getPersonById } from "@/db/queries/people";
import { sessionHashOf } from "./session-cookie";

/** next-auth's view of our tables. Sessions are stored by the hash of their token. */
export function authAdapter(): Adapter {
  const db = getDb();
  return {
    createUser: async (user: Omit<AdapterUser, "id">) =>
      toUser(await registerPerson(db, { email: user.email, name: user.name ?? "", image: user.image ?? null })),
    getUser: async (id) => toUserOrNull(await getPersonById(db, id)),
    getUserByEmail: async (email) => toUserOrNull(await getPersonByEmail(db, email)),
    getUserByAccount: async ({ provider, providerAccountId }) =>
      toUserOrNull(await getPersonByAccount(db, { provider, providerAccountId })),
    // Called for one thing only: a sign-in link that came back.
    updateUser: async ({ id }) => toUser(await markEmailVerified(db, id)),
    linkAccount: async ({ userId, provider, providerAccountId }: { userId: string; provider: string; providerAccountId: string }) =>
      linkAccount(db, userId, { provider, providerAccountId }),
    createSession: async ({ sessionToken, userId, expires }) => {
      const isOpen = await openSession(db, { userId, tokenHash: sessionHashOf(sessionToken), expiresAt: expires });
      if (!isOpen) throw new Error("this account is suspended");
      return { sessionToken, userId, expires };
    },
    // Our pages read sessions themselves. next-auth would tie any account to whoever is signed in at this moment,
    // whatever its address: accounts are linked by verified addresses alone.
    getSessionAndUser: async () => null,
    updateSession: async () => null,
    deleteSession: async (sessionToken) => closeSession(db, sessionHashOf(sessionToken)),
    createVerificationToken: async (token) => {
      await storeSignInToken(db, { identifier: token.identifier, tokenHash: token.token, expiresAt: token.expires });
      return token;
    },
    useVerificationToken: async ({ identifier, token }) => {
      const taken = await takeSignInToken(db, { identifier, tokenHash: token });
      return taken ? { identifier: taken.identifier, token: taken.tokenHash, expires: taken.expiresAt } : null;
    },
  };
}

const toUser = (person: AccountPerson): AdapterUser => ({
  id: person.userId,
  email: person.email,
  emailVerified: person.emailVerifiedAt,
  name: person.name,
  image: person.image,
});

const toUserOrNull = (person: AccountPerson | null): AdapterUser | null => (person ? toUser(person) : null);
