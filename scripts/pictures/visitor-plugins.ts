/** Public plugins as strangers find them: every badge, long texts, many of them; and some that are public no longer. */
import { Readable } from "node:stream";
import { countDownload } from "@/db/commands/count-download";
import { acknowledgeFinding, askForAcceptance } from "@/db/commands/decide-finding";
import { deletePlugin } from "@/db/commands/delete-plugin";
import { deprecatePlugin } from "@/db/commands/deprecate-plugin";
import { answerAcceptance } from "@/db/commands/end-decision";
import { importPublicVersion } from "@/db/commands/import-version";
import { requestRescan, restoreVersion, withdrawVersion } from "@/db/commands/manage-version";
import { approveVersion } from "@/db/commands/review-version";
import { validateThreadEntry } from "@/lib/program-entries";
import { validateInThread } from "@/scanners/archive/validate-in-thread";
import { untilScanned } from "@/scripts/demo/demo-repository";
import { BARE_EXCEPT, CLEAN, pluginZip, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import { manyFindingsZip } from "@/tests/builders/many-findings";
import type { PluginOptions } from "@/tests/builders/plugin";
import type { Person, Site } from "@/tests/helpers/e2e-site";
import { done, looked, placeIn } from "./bring-about";
import { personCalled } from "./person";
import type { Stage } from "./state";

type Named = PluginOptions & { packageName: string; name: string };

const NOTE = 'import subprocess\n\nKIND = subprocess.__name__ + "!"\n';
const TWO_EXCEPTS = `${BARE_EXCEPT}\n\n${BARE_EXCEPT.replace("read", "read_again")}`;
const named = (packageName: string, name: string, metadata: PluginOptions["metadata"] = {}): Named => ({
  packageName,
  name,
  metadata: { description: `Finds, draws and lists ${name.toLowerCase()}`, author: "Map Office", ...metadata },
});

const LONG_NAME = "Hydrological network generalisation, ordering and labelling toolbox for large printed maps and atlases";
export const LONG_AUTHOR = "Department of Surveying, Cartography and Geoinformation of the Northern Lakes District";
const LONG = named("hydrological_network_generalisation_ordering_labelling_toolbox", LONG_NAME, {
  description:
    "Simplifies river networks step by step, keeps the order of the reaches, and puts names along the lines so that they can still be read on a wall map, an atlas page or a folded leaflet",
  about: [
    "Takes the lines of a river network and makes them simpler, scale by scale, without tearing the network apart.",
    "• Reaches keep their order and their names.\n• Lakes become points where they are too small to be drawn.",
    "It began as a script for one printed map, and has grown since. Please read the handbook before the first run: some steps take hours for a whole country.",
  ].join("\n\n"),
  author: LONG_AUTHOR,
  homepage: "https://example.org/surveying-cartography-and-geoinformation/products/hydrological-network-generalisation/handbook/index.html",
  tags: "hydrology,generalisation,labelling,cartography,printed maps and atlases of every size and kind,network,analysis,rivers,lakes",
  category: "Vector",
  server: "True",
  hasProcessingProvider: "True",
  plugin_dependencies: "Layer Notes,Stream Order==0.9.0",
  external_deps: "networkx 3 or newer, from the package manager of your system",
  changelog: Array.from({ length: 14 }, (_, at) => `4.${13 - at}.0 Better names on lakes that cross the edge of sheet ${at + 1}`).join(
    "\n",
  ),
});

const SURVEY = [
  ...["Tram Stops", "Height Marks", "Boundary Stones", "Contour Names", "Cycle Counter", "Drainage Areas", "Field Sketches"],
  ...["Water Hydrants", "Forest Stands", "Grave Finder", "Hedge Lines", "Door Numbers", "Lamp Posts", "Noise Levels", "Orchard Rows"],
  ...["Parking Spaces", "Picnic Places", "Rail Kilometres", "School Ways", "Snow Poles", "Spring Water", "Vineyard Slopes"],
];

/** @returns whose they are */
export async function publishPlugins({ site, approver }: Stage): Promise<Person> {
  const { db } = site;
  const office = await personCalled(site, "Map Office", { isTrusted: true });
  const publish = (code: string, plugin: Named) => site.checked(office, pluginZip(code, plugin));
  for (const [at, name] of SURVEY.entries()) {
    const plugin = named(name.toLowerCase().replace(" ", "_"), name, { tags: "fieldwork,survey" });
    await bringFromElsewhere(site, office, pluginZip(CLEAN, plugin), new Date(Date.UTC(2024, at, 3)));
  }
  for (let minor = 0; minor < 14; minor += 1)
    await bringFromElsewhere(
      site,
      office,
      pluginZip(CLEAN, {
        ...named("slope_shading", "Slope Shading", { experimental: minor % 4 === 3 ? "True" : null }),
        version: `1.${minor}.0`,
      }),
      new Date(Date.UTC(2024, minor, 20)),
    );
  const unread = await bringFromElsewhere(site, office, pluginZip("LOST = 1\n", named("harbour_tides", "Harbour Tides")));
  await site.storage.remove(unread.sha256);
  const manyFaults = await bringFromElsewhere(site, office, manyFindingsZip(named("terrain_suite", "Terrain Suite"), 3));
  for (const { versionId } of [unread, manyFaults]) await done(requestRescan(db, { person: "system", kind: "backrun", versionId }));

  await publish(NOTE, named("road_numbers", "Road Numbers"));
  await publish(CLEAN, named("cloud_shadows", "Cloud Shadows", { experimental: "True" }));
  await publish(CLEAN, { ...LONG, version: "4.13.0" });
  await publish(BARE_EXCEPT, named("tile_index", "Tile Index"));
  await publish(TWO_EXCEPTS, { ...named("tile_index", "Tile Index"), version: "1.1.0" });
  await publish(CLEAN, named("grid_reference", "Grid Reference", { deprecated: "True" }));
  const old = await publish(CLEAN, named("sheet_numbers", "Sheet Numbers"));
  const message = "I have no time for it any more, and newer versions of QGIS can do the same.\n\nOld projects go on working.";
  await done(deprecatePlugin(db, { person: office, packageName: old.packageName, message, replacement: "tile_index" }));

  const there = await publish(CLEAN, named("ship_routes", "Ship Routes"));
  await done(withdrawVersion(db, { person: office, versionId: there.id }));
  await done(restoreVersion(db, { person: office, versionId: there.id }));
  const gone = await publish(CLEAN, named("borehole_notes", "Borehole Notes"));
  await done(deletePlugin(db, { person: office, packageName: gone.packageName, confirmation: gone.packageName }));

  const files = { "tools.py": SHELL_INTENDED, "dialog.py": BARE_EXCEPT };
  const kept = await publish(SHELL, { ...named("projection_batch", "Projection Batch"), files });
  const reason = "Only texts of this plugin reach the shell.";
  const asked = await done(askForAcceptance(db, { person: office, ...(await placeIn(site, kept, "bandit/B602")), reason }));
  await done(acknowledgeFinding(db, { person: office, ...(await placeIn(site, kept, "flake8/E722")), reason: "Any fault means no file." }));
  await done(answerAcceptance(db, { person: approver, decisionId: asked.decisionId, answer: "accept", reason: "Looked at both callers." }));
  await done(approveVersion(db, { person: approver, ...looked({ ...(await site.settled(kept.id)), packageName: kept.packageName }) }));

  for (let times = 0; times < 1_204; times += 1)
    await countDownload(db, { versionId: there.id, address: `10.0.${times >> 8}.${times & 255}`, secret: site.env.AUTH_SECRET });
  await untilScanned(db, 120_000);
  return office;
}

/** Takes a version in that was public somewhere else; nobody has checked it. */
async function bringFromElsewhere({ db, storage }: Site, person: Person, zip: Uint8Array, publishedAt = new Date("2024-02-01T09:00:00Z")) {
  const stored = await storage.put(Readable.from([zip]), { maxBytes: 25_000_000 });
  if (!stored.ok) throw new Error(stored.error.message);
  const validation = await validateInThread({ entry: validateThreadEntry(), artifactPath: storage.pathOf(stored.value.sha256) });
  if (!validation.ok) throw new Error(JSON.stringify(validation.problems));
  const facts = { package: validation, stored: stored.value, ownerId: person.userId, publishedAt };
  const { versionId } = await done(importPublicVersion(db, facts));
  return { versionId, sha256: stored.value.sha256 };
}
