import { route } from "@/app/_server/route";
import { checksJson, versionJson } from "@/app/plugins/[pkg]/json/plugin-json";
import { getDb } from "@/db/context";
import { getPluginFacts, listCheckFacts } from "@/db/queries/plugin-json";
import { env } from "@/lib/env";
import { appError } from "@/lib/errors";
import { ok } from "@/lib/result";
import { versionAddress } from "@/lib/validation/plugin-address";

export const GET = route(versionAddress, "public", async ({ input, person }) => {
  const plugin = await getPluginFacts(getDb(), input.pkg, person);
  const version = plugin?.versions.find((one) => one.version === input.version);
  if (!plugin || !version) return appError("not-found", "There is no such version here.");
  const checks = version.currentScanId ? await listCheckFacts(getDb(), version.currentScanId) : [];
  return ok({
    package_name: plugin.packageName,
    name: version.metadata.name,
    ...versionJson(plugin, version, env().publicUrl),
    checks: checksJson(checks),
  });
});
