"use server";

import { refresh } from "next/cache";
import { changeRole } from "@/db/commands/change-role";
import { changeTrust } from "@/db/commands/change-trust";
import { eraseUser } from "@/db/commands/erase-user";
import { reinstateUser, suspendUser } from "@/db/commands/suspend-user";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { eraseForm, personForm, roleForm, trustForm } from "@/lib/validation/admin-users";
import { action } from "../../../../_server/action";

export const setTrust = action(trustForm, "reviewer", async ({ input, person, requestId }) => {
  const done = await changeTrust(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({
    message: input.isTrusted ? "They are trusted now, and are told by mail." : "They are no longer trusted, and are told by mail.",
  });
});

export const setRole = action(roleForm, "admin", async ({ input, person, requestId }) => {
  const done = await changeRole(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "The role is changed." });
});

export const suspend = action(personForm, "admin", async ({ input, person, requestId }) => {
  const done = await suspendUser(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Suspended. Their sign-ins have ended, and their tokens do not work." });
});

export const reinstate = action(personForm, "admin", async ({ input, person, requestId }) => {
  const done = await reinstateUser(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "They may sign in again." });
});

export const erase = action(eraseForm, "admin", async ({ input, person, requestId }) => {
  const done = await eraseUser(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Erased." });
});
