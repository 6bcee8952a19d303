import type { z } from "zod";
import type { Executor } from "@/db/context";
import type { HiddenVersion } from "@/db/queries/hidden-versions";
import { getOfferedNow } from "@/db/queries/offered-instead";
import { hiddenVersionJson } from "@/lib/hidden-version-json";
import { absoluteUrl, urls } from "@/lib/urls";
import type { hiddenVersion } from "./schemas/hidden";

/** Versions of one plugin that were public and are hidden now, each with what people get in its place. */
export async function hiddenJson(
  db: Executor,
  hidden: readonly HiddenVersion[],
  publicUrl: string,
): Promise<z.input<typeof hiddenVersion>[]> {
  const [first] = hidden;
  if (!first) return [];
  const { stable, experimental } = await getOfferedNow(db, first.pluginId);
  return hidden.map((one) => {
    const version = one.isExperimental ? (experimental ?? stable) : (stable ?? experimental);
    const url = version && absoluteUrl(publicUrl, urls.apiVersion(one.packageName, version));
    return { ...hiddenVersionJson(one), served_instead: version && url ? { version, experimental: version !== stable, url } : null };
  });
}
