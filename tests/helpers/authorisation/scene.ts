import type { PlaywrightWorkerArgs } from "@playwright/test";
import { createReviewFeed } from "@/db/commands/review-feed";
import { CLEAN, pluginZip, SHELL } from "../../builders/findings";
import { freshPlugin } from "../e2e-plugin";
import type { Person, Site } from "../e2e-site";
import { type Actors, type Cast, castPeople, joinPlugin, openActors } from "./actors";

interface SceneVersion {
  packageName: string;
  name: string;
  pluginId: number;
  versionId: number;
  scanId: string;
  artifactSha256: string;
}

/** A blocked draft and a public plugin of the same people, and everybody who may want to see them. */
export interface Scene {
  cast: Cast;
  actors: Actors;
  draft: SceneVersion;
  published: SceneVersion;
  secret: string;
  /** Of an approver's review feed. */
  feedSecret: string;
  publicUrl: string;
}

export async function openScene(site: Site, playwright: PlaywrightWorkerArgs["playwright"]): Promise<Scene> {
  const cast = await castPeople(site);
  const make = async (owner: Person, label: string, code: string, how: "checked" | "published"): Promise<SceneVersion> => {
    const plugin = freshPlugin(label);
    const version = await site[how](owner, pluginZip(code, plugin));
    const { id: versionId, pluginId, currentScanId, artifactSha256 } = version;
    return { ...plugin, pluginId, versionId, scanId: currentScanId as string, artifactSha256 };
  };
  const draft = await make(cast.owner, "table_draft", SHELL, "checked");
  const published = await make(cast.owner, "table_public", CLEAN, "published");
  const others = await make(cast.other, "table_other", CLEAN, "published");
  for (const { pluginId } of [draft, published]) await joinPlugin(site, cast, pluginId);
  const actors = await openActors(site, playwright, cast, { own: draft.pluginId, others: others.pluginId });
  const feed = await createReviewFeed(site.db, { person: await site.person({ role: "approver" }) });
  if (!feed.ok) throw new Error(feed.error.message);
  return { cast, actors, draft, published, secret: site.env.AUTH_SECRET, feedSecret: feed.value.secret, publicUrl: site.env.publicUrl };
}
