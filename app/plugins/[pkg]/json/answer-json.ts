import type { Executor } from "@/db/context";
import { getHiddenVersion, listHiddenVersions } from "@/db/queries/hidden-versions";
import { getPluginFacts, listCheckFacts } from "@/db/queries/plugin-json";
import type { Viewer } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import { answerWithEtag } from "@/lib/etag";
import { hiddenVersionJson } from "@/lib/hidden-version-json";
import type { Result } from "@/lib/result";
import { checksJson, pluginJson, versionJson } from "./plugin-json";

interface Asked {
  db: Executor;
  publicUrl: string;
  request: Request;
  /** Editors, also by token, and approvers see drafts. */
  viewer: Viewer | null;
}
type Answer = Promise<Response | Extract<Result<never, AppError>, { ok: false }>>;

/** `GET /plugins/<pkg>/json` */
export async function answerPluginJson(asked: Asked, pkg: string): Answer {
  const plugin = await getPluginFacts(asked.db, pkg, asked.viewer);
  const hidden = (await listHiddenVersions(asked.db, pkg)).map(hiddenVersionJson);
  if (plugin) return json(asked, { ...pluginJson(plugin, asked.publicUrl), hidden_versions: hidden });
  const { error } = appError("not-found", "There is no such plugin here.");
  return hidden.length > 0 ? gone({ error, hidden_versions: hidden }) : { ok: false, error };
}

/** `GET /plugins/<pkg>/version/<version>/json` */
export async function answerVersionJson(asked: Asked, pkg: string, version: string): Answer {
  const plugin = await getPluginFacts(asked.db, pkg, asked.viewer);
  const found = plugin?.versions.find((one) => one.version === version);
  if (!plugin || !found) {
    const { error } = appError("not-found", "There is no such version here.");
    const hidden = await getHiddenVersion(asked.db, pkg, version);
    return hidden ? gone({ error, ...hiddenVersionJson(hidden) }) : { ok: false, error };
  }
  const checks = found.currentScanId ? await listCheckFacts(asked.db, found.currentScanId) : [];
  return json(asked, {
    package_name: plugin.packageName,
    name: found.metadata.name,
    ...versionJson(plugin, found, asked.publicUrl),
    checks: checksJson(checks),
  });
}

/** Was there once: the same 404 as for what never was, and since when. */
const gone = (body: object): Response =>
  Response.json(body, { status: 404, headers: { "cache-control": "no-store", "access-control-allow-origin": "*" } });

/** What a stranger gets may be kept for a moment and read by pages of other sites; an editor's answer is theirs alone. */
function json({ request, viewer }: Asked, body: object): Response {
  const isStrangers = viewer === null && !request.headers.has("cookie");
  return answerWithEtag(request, JSON.stringify(body), {
    "content-type": "application/json",
    "cache-control": viewer ? "private, no-cache" : "public, max-age=60",
    vary: "Authorization, Cookie",
    ...(isStrangers ? { "access-control-allow-origin": "*" } : {}),
  });
}
