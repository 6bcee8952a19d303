import { z } from "zod";
import { checksJson, versionJson } from "@/app/plugins/[pkg]/json/plugin-json";
import { getHiddenVersion, listHiddenVersions } from "@/db/queries/hidden-versions";
import { getPluginFacts, listCheckFacts } from "@/db/queries/plugin-json";
import { ok } from "@/lib/result";
import { pluginAddress, versionAddress } from "@/lib/validation/plugin-address";
import { endpoint } from "../endpoint";
import { hiddenJson } from "../hidden-json";
import { version, versionList } from "../schemas/plugin";
import { nothingPublic } from "./not-found";

export const listVersions = endpoint({
  method: "GET",
  path: "/api/v1/plugins/{pkg}/versions",
  id: "listVersions",
  tag: "plugins",
  summary: "The versions of a plugin",
  description:
    "Public ones; its editors see drafts too. Those that were public and are hidden now are named beside them, with what people get instead.",
  access: "public",
  params: pluginAddress,
  query: z.object({}),
  answers: [{ status: 200, description: "The versions, the newest first", schema: versionList }],
  problems: [],
  async handle({ db, publicUrl, params, viewer }) {
    const plugin = await getPluginFacts(db, params.pkg, viewer);
    const hidden = await listHiddenVersions(db, params.pkg);
    if (!plugin) return nothingPublic(db, hidden, publicUrl);
    const items = plugin.versions.map((one) => versionJson(plugin, one, publicUrl));
    const facts = { package_name: plugin.packageName, total: items.length };
    return ok({ body: { ...facts, items, hidden_versions: await hiddenJson(db, hidden, publicUrl) } });
  },
});

export const getVersion = endpoint({
  method: "GET",
  path: "/api/v1/plugins/{pkg}/versions/{version}",
  id: "getVersion",
  tag: "plugins",
  summary: "One version with its checks",
  description:
    "A draft is there for its plugin's editors (also by token), approvers and admins; for others it does not exist. One that was public and is hidden now is 404, with `hidden_versions` in the answer.",
  access: "public",
  params: versionAddress,
  query: z.object({}),
  answers: [{ status: 200, description: "The version", schema: version }],
  problems: [],
  async handle({ db, publicUrl, params, viewer }) {
    const plugin = await getPluginFacts(db, params.pkg, viewer);
    const found = plugin?.versions.find((one) => one.version === params.version);
    if (!plugin || !found) {
      const hidden = await getHiddenVersion(db, params.pkg, params.version);
      return nothingPublic(db, hidden ? [hidden] : [], publicUrl);
    }
    const checks = found.currentScanId ? await listCheckFacts(db, found.currentScanId) : [];
    const facts = { package_name: plugin.packageName, name: found.metadata.name, ...versionJson(plugin, found, publicUrl) };
    return ok({ body: { ...facts, checks: checksJson(checks) } });
  },
});
