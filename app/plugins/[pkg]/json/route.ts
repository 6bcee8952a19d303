import { getCaller } from "@/app/_server/caller";
import { route } from "@/app/_server/route";
import { viewerOf } from "@/app/_server/viewer";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { pluginAddress } from "@/lib/validation/plugin-address";
import { answerPluginJson } from "./answer-json";

export const GET = route(pluginAddress, "public", async ({ input, request }) => {
  const caller = await getCaller();
  if (!caller.ok) return caller;
  return answerPluginJson({ db: getDb(), publicUrl: env().publicUrl, request, viewer: viewerOf(caller.value) }, input.pkg);
});
