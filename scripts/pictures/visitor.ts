import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import { urls } from "@/lib/urls";
import type { Person } from "@/tests/helpers/e2e-site";
import { press, seen, unfold } from "./bring-about";
import { personCalled } from "./person";
import type { Area, Stage, State } from "./state";
import { LONG_AUTHOR, publishPlugins } from "./visitor-plugins";
import { nothingThere, rarePages } from "./visitor-rare";
import { signIn } from "./visitor-sign-in";

export const visitor: Area = async (stage) => {
  const office = await publishPlugins(stage);
  return [
    ...lists(),
    ...pluginPages(stage, office),
    ...versionPages(),
    ...notFound(stage),
    ...(await headers(stage)),
    ...(await outbox(stage)),
    ...rarePages(stage, office),
    ...(await signIn(stage)),
    ...nothingThere(stage),
  ];
};

const openOf =
  (by: Person | null) =>
  (name: string, shows: string, act?: State["act"]): State => ({ name: `visitor-${name}`, by, shows, act });
const page = openOf(null);
const LONG = "hydrological_network_generalisation_ordering_labelling_toolbox";

const lists = (): State[] => [
  page("home", urls.home()),
  page("plugins", urls.plugins()),
  page("plugins-page-2", urls.plugins({ page: 2 })),
  page("plugins-by-name-last-page", urls.plugins({ sort: "name", page: 99 })),
  page("plugins-by-downloads", urls.plugins({ sort: "downloads" })),
  ...(["green", "green-with-advice", "red", "grey"] as const).map((badge) => page(`plugins-${badge}`, urls.plugins({ badge }))),
  page("plugins-of-a-qgis", urls.plugins({ qgis: "3.10" })),
  page("plugins-qgis-not-understood", urls.plugins({ qgis: "newest" })),
  page("plugins-found", urls.home(), async (open) => {
    await open.getByLabel("Search plugins").fill("river names");
    await press(open, "Search");
    await seen(open, "1 plugin found");
  }),
  page("plugins-filters-chosen", urls.plugins(), async (open) => {
    await open.getByLabel("Search").fill("tile");
    await open.getByLabel("Badge").selectOption("green-with-advice");
    await open.getByLabel("Order").selectOption({ label: "By name" });
    await press(open, "Show");
    await seen(open, "plugin found");
  }),
  page("plugins-none-found", urls.plugins({ q: "underwater basket weaving" })),
  page("plugins-long-search", urls.plugins({ q: "hydrologicalnetworkgeneralisation".repeat(3) })),
  page("plugins-filtered-to-nothing", urls.plugins({ q: "tile", badge: "grey", qgis: "4.2" })),
  page("tag", urls.tag("hydrology")),
  page("tag-many", urls.tag("survey")),
  page("tag-long", urls.tag("printed maps and atlases of every size and kind")),
  page("tag-none", urls.tag("no-such-topic")),
  page("author", urls.author("Greenbadge demo")),
  page("author-many-page-2", `${urls.author("Map Office")}?page=2`),
  page("author-long", urls.author(LONG_AUTHOR)),
  page("author-none", urls.author("Nobody at all")),
];

const PUBLIC = {
  passed: ["layer_notes", "1.2.0"],
  advice: ["stream_order", "0.9.0"],
  notes: ["road_numbers", "1.0.0"],
  red: ["tile_fetcher", "3.4.2"],
  "red-many": ["terrain_suite", "1.0.0"],
  kept: ["projection_batch", "1.0.0"],
  "not-checked": ["tram_stops", "1.0.0"],
  "could-not-be-checked": ["harbour_tides", "1.0.0"],
  experimental: ["cloud_shadows", "1.0.0"],
  deprecated: ["sheet_numbers", "1.0.0"],
  "deprecated-without-words": ["grid_reference", "1.0.0"],
  long: [LONG, "4.13.0"],
  "many-versions": ["slope_shading", "1.13.0"],
  "compared-with-before": ["tile_index", "1.1.0"],
} as const;

function pluginPages({ owner, second, approver, admin }: Stage, office: Person): State[] {
  return [
    ...Object.entries(PUBLIC).map(([name, [packageName]]) => page(`plugin-${name}`, urls.plugin(packageName))),
    page("plugin-history-open", urls.plugin("ship_routes"), (open) => unfold(open)),
    page("plugin-copied", urls.plugin("layer_notes"), async (open) => {
      await open.context().grantPermissions(["clipboard-write"]);
      await open.getByText("Copy the address").click();
      await open.getByText("Copied").first().waitFor();
    }),
    openOf(owner)("plugin-as-owner", urls.plugin("layer_notes")),
    openOf(owner)("plugin-as-owner-nothing-public", urls.plugin("field_sync")),
    openOf(owner)("plugin-as-owner-withdrawn", urls.plugin("first_labels")),
    openOf(second)("plugin-as-owner-red", urls.plugin("tile_fetcher")),
    openOf(second)("plugin-as-owner-quarantined", urls.plugin("corner_clock")),
    openOf(office)("plugin-as-owner-deprecated", urls.plugin("sheet_numbers")),
    openOf(office)("plugin-as-owner-long", urls.plugin(LONG)),
    openOf(approver)("plugin-as-approver", urls.plugin("layer_notes")),
    openOf(approver)("plugin-as-approver-nothing-public", urls.plugin("batch_convert")),
    openOf(admin)("plugin-as-admin-red", urls.plugin("tile_fetcher")),
  ];
}

const versionPages = (): State[] => [
  ...Object.entries(PUBLIC).map(([name, [packageName, number]]) => page(`version-${name}`, urls.version(packageName, number))),
  page("version-latest", urls.latest("tile_index")),
  page("version-latest-is-stable", urls.latest("slope_shading")),
  page("version-details", `${urls.version(LONG, "4.13.0")}#details`),
];

const notFound = ({ owner }: Stage): State[] => [
  page("not-found", "/plugins/none/of/these"),
  page("not-found-plugin", urls.plugin("no_such_plugin")),
  page("not-found-plugin-not-public", urls.plugin("field_sync")),
  page("not-found-plugin-deleted", urls.plugin("borehole_notes")),
  page("not-found-version", urls.version("layer_notes", "9.9.9")),
  page("not-found-version-waiting", urls.version("layer_notes", "1.3.0")),
  page("not-found-version-withdrawn", urls.version("first_labels", "1.0.0")),
  page("not-found-version-quarantined", urls.version("corner_clock", "0.1.0")),
  page("not-found-latest", urls.latest("field_sync")),
  page("not-found-mail", urls.outboxMail("none")),
  openOf(owner)("not-found-signed-in", urls.version("map_clock", "1.0.0")),
];

const openMenu: State["act"] = async (open) => {
  await open.setViewportSize({ width: 390, height: 900 });
  await press(open, "Menu");
  await open.locator("nav[popover]").waitFor();
};

async function headers({ site, owner, approver, admin }: Stage): Promise<State[]> {
  const long = await personCalled(site, "Alexandrina Wolkenstein Montgomery Featherstonehaugh");
  const nameless = await personCalled(site, "Without name");
  await site.db.update(users).set({ name: "" }).where(eq(users.id, nameless.userId));
  const people = { visitor: null, owner, approver, admin, "long-name": long, "without-name": nameless };
  return [
    ...Object.entries(people).map(([name, by]) => openOf(by)(`menu-${name}`, urls.plugins({ q: "grid" }), openMenu)),
    page("skip-link", urls.docsGuide("intended"), (open) => open.keyboard.press("Tab")),
  ];
}

async function outbox({ site, owner, approver }: Stage): Promise<State[]> {
  const newest = async (person: Person) => (await site.mailsTo(person))[0]?.id ?? "";
  return [
    page("outbox", urls.outbox()),
    page("outbox-mail", urls.outboxMail(await newest(owner))),
    page("outbox-mail-as-text", `${urls.outboxMail(await newest(owner))}?form=text`),
    page("outbox-mail-to-approver", urls.outboxMail(await newest(approver))),
  ];
}
