import { cache } from "react";
import { getSignedIn } from "@/app/_server/session";
import { getDb } from "@/db/context";
import { getPluginPage } from "@/db/queries/plugin-page";
import { listPublicHistory } from "@/db/queries/public-history";

/** The plugin for whoever asks; read once for the title and the page. */
export const loadPlugin = cache(async (packageName: string) => getPluginPage(getDb(), packageName, await getSignedIn()));

export const loadPublicHistory = (pluginId: number) => listPublicHistory(getDb(), pluginId);
