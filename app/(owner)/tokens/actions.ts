"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { createToken, MAX_TOKEN_DAYS } from "@/db/commands/create-token";
import { revokeToken } from "@/db/commands/revoke-token";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { action } from "../../_server/action";

const newToken = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Give it a name, so that you know later what uses it.")
    .max(100, "A name has at most 100 characters.")
    .refine((text) => !/\p{Cc}/u.test(text), "A name is one line of text."),
  /** `all`, or the id of a plugin. */
  scope: z.union([z.literal("all").transform(() => null), z.coerce.number().int().positive()], "Choose what the token is for."),
  days: z.coerce.number("Choose how long it works.").int().min(1).max(MAX_TOKEN_DAYS),
});

export const makeToken = action(newToken, "signed-in", async ({ input, person }) => {
  const made = await createToken(getDb(), { person, name: input.name, pluginId: input.scope, days: input.days });
  if (!made.ok) return made;
  refresh();
  return ok({ message: input.name, secret: made.value.token });
});

export const endToken = action(z.object({ tokenId: z.uuid() }), "signed-in", async ({ input, person }) => {
  const ended = await revokeToken(getDb(), { person, tokenId: input.tokenId });
  if (!ended.ok) return ended;
  refresh();
  return ok({ message: "Revoked. It works no more." });
});
