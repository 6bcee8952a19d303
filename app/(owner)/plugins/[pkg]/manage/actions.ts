"use server";

import { refresh } from "next/cache";
import { deletePlugin, restorePlugin } from "@/db/commands/delete-plugin";
import { deprecatePlugin, endDeprecation } from "@/db/commands/deprecate-plugin";
import { inviteEditor, removeEditor, withdrawInvitation } from "@/db/commands/plugin-people";
import { revokePluginToken } from "@/db/commands/revoke-plugin-token";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { urls } from "@/lib/urls";
import {
  deleteForm,
  deprecationForm,
  editorForm,
  invitationForm,
  inviteForm,
  pluginForm,
  pluginTokenForm,
} from "@/lib/validation/manage-plugin";
import { action } from "../../../../_server/action";

export const invite = action(inviteForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await inviteEditor(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Invited. Tell them to sign in with this address: the invitation waits under “My plugins”, for 30 days." });
});

export const withdrawOffer = action(invitationForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await withdrawInvitation(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "The invitation is withdrawn." });
});

export const removePerson = action(editorForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await removeEditor(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  if (input.userId === person.userId) return ok({ redirectTo: urls.myPlugins() });
  refresh();
  return ok({ message: "Removed. Their tokens for this plugin have stopped working." });
});

export const deleteWhole = action(deleteForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await deletePlugin(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  return ok({ redirectTo: done.value.outcome === "released" ? urls.myPlugins() : urls.managePlugin(input.packageName) });
});

export const restoreWhole = action(pluginForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await restorePlugin(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Restored. Everything is where it was." });
});

export const deprecate = action(deprecationForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await deprecatePlugin(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Saved. The plugin is marked as deprecated." });
});

export const undeprecate = action(pluginForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await endDeprecation(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Saved. The mark is gone." });
});

export const endPluginToken = action(pluginTokenForm, "signed-in", async ({ input, person, requestId }) => {
  const done = await revokePluginToken(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Revoked. It works no more." });
});
