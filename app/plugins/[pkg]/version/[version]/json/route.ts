import { getCaller } from "@/app/_server/caller";
import { route } from "@/app/_server/route";
import { viewerOf } from "@/app/_server/viewer";
import { answerVersionJson } from "@/app/plugins/[pkg]/json/answer-json";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { versionAddress } from "@/lib/validation/plugin-address";

export const GET = route(versionAddress, "public", async ({ input, request }) => {
  const caller = await getCaller();
  if (!caller.ok) return caller;
  const asked = { db: getDb(), publicUrl: env().publicUrl, request, viewer: viewerOf(caller.value) };
  return answerVersionJson(asked, input.pkg, input.version);
});
