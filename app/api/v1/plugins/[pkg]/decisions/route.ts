import { route } from "@/app/_server/route";
import { getDb } from "@/db/context";
import { getPluginDecisions } from "@/db/queries/command-line";
import { appError } from "@/lib/errors";
import { ok } from "@/lib/result";
import { pluginAddress } from "@/lib/validation/plugin-address";

/** For `greenbadge --decisions`: what was decided about a plugin's findings. Its signed-in editors only; 404 for others. */
export const GET = route(pluginAddress, "signed-in", async ({ input, person }) => {
  const decisions = await getPluginDecisions(getDb(), input.pkg, person);
  return decisions ? ok(decisions) : appError("not-found", "There is nothing at this address.");
});
