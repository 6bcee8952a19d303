import { route } from "@/app/_server/route";
import { getDb } from "@/db/context";
import { getPluginFacts } from "@/db/queries/plugin-json";
import { env } from "@/lib/env";
import { appError } from "@/lib/errors";
import { ok } from "@/lib/result";
import { pluginAddress } from "@/lib/validation/plugin-address";
import { pluginJson } from "./plugin-json";

export const GET = route(pluginAddress, "public", async ({ input, person }) => {
  const plugin = await getPluginFacts(getDb(), input.pkg, person);
  return plugin ? ok(pluginJson(plugin, env().publicUrl)) : appError("not-found", "There is no such plugin here.");
});
