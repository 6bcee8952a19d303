import type { VersionStatus } from "@/lib/domain/version-status";
import type { NextStepFacts } from "./next-step";

/** `act`: somebody must do something, and it is the owner. `wait`: others or the checks have the word. */
export type Attention = "act" | "reserved" | "wait" | "none";

export interface ChoosablePlugin {
  packageName: string;
  name: string;
  newest: (NextStepFacts & { uploadedAt: Date }) | null;
  newestPublic: NextStepFacts | null;
}

export const SHOWS = {
  all: "All",
  act: "Needs me",
  wait: "Waiting",
  public: "Public",
  unpublished: "Not public",
} as const;
export const SORTS = { attention: "Needs me first", newest: "Newest upload first", name: "By name" } as const;

export interface PluginChoice {
  q: string;
  show: keyof typeof SHOWS;
  sort: keyof typeof SORTS;
}

const MUST_ACT: readonly VersionStatus[] = ["blocked", "inconclusive", "returned"];
const MUST_WAIT: readonly VersionStatus[] = ["validating", "validated", "quarantined"];
const ORDER: readonly Attention[] = ["act", "reserved", "wait", "none"];

/** Whose turn it is with a plugin. */
export function attentionOf({ newest, newestPublic }: ChoosablePlugin): Attention {
  if (!newest) return "reserved";
  const isRed = newestPublic?.verdict === "blocked" || newestPublic?.verdict === "inconclusive";
  if (MUST_ACT.includes(newest.status)) return "act";
  // A corrected version is on its way already.
  if (MUST_WAIT.includes(newest.status)) return "wait";
  return isRed ? "act" : "none";
}

/** The plugins that fit, in the order that was asked for; equals stay in theirs. */
export function choosePlugins<T extends ChoosablePlugin>(plugins: readonly T[], { q, show, sort }: PluginChoice): T[] {
  const text = q.toLowerCase();
  const chosen = plugins.filter((one) => one.name.toLowerCase().includes(text) || one.packageName.toLowerCase().includes(text));
  const shown = chosen.filter((one) => fits(one, show));
  if (sort === "name") return shown.sort((a, b) => a.name.localeCompare(b.name, "en"));
  if (sort === "newest") return shown.sort((a, b) => (b.newest?.uploadedAt.getTime() ?? 0) - (a.newest?.uploadedAt.getTime() ?? 0));
  return shown.sort((a, b) => ORDER.indexOf(attentionOf(a)) - ORDER.indexOf(attentionOf(b)));
}

function fits(plugin: ChoosablePlugin, show: PluginChoice["show"]): boolean {
  if (show === "public") return plugin.newestPublic !== null;
  if (show === "unpublished") return plugin.newestPublic === null;
  return show === "all" || attentionOf(plugin) === show;
}
