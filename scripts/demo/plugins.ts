import type { DemoVersion } from "./demo-version";
import { DEMO_DRAFTS } from "./drafts";
import * as python from "./python-sources";

const notes = {
  packageName: "layer_notes",
  name: "Layer Notes",
  description: "Tells how many features each layer has",
  about: "Lists the vector layers of the project with their number of features, in one line.",
  tags: "layers,statistics",
  category: "Vector",
  colour: [26, 127, 55],
} as const;

const one = (text: string) => ({ "work.py": text });
/** The same copy in plugins of three people. */
const withCopy = (text: string) => ({ ...one(text), "util/remember.py": python.REMEMBER });

/** Published now or once, and the next version of one of them. */
const DEMO_PUBLISHED: readonly DemoVersion[] = [
  {
    owner: "owner",
    package: { ...notes, version: "1.2.0", changelog: "1.2.0 Sorted by name", files: one(python.COUNT_FEATURES) },
    steps: [{ do: "approve" }],
    status: "approved",
  },
  {
    owner: "owner",
    package: {
      ...notes,
      version: "1.3.0",
      changelog: "1.3.0 Trial of a shorter message",
      isExperimental: true,
      files: { ...one(python.COUNT_FEATURES), "README.md": "# Layer Notes\n" },
    },
    steps: [],
    status: "validated",
  },
  {
    owner: "trusted",
    package: {
      packageName: "quick_grid",
      name: "Quick Grid",
      version: "2.0.1",
      description: "Draws a grid over what the map shows",
      about: "Makes a temporary layer with ten by ten cells over the visible part of the map.",
      tags: "grid,sampling",
      category: "Vector",
      colour: [11, 87, 208],
      changelog: "2.0.1 Takes the map's coordinate system",
      files: withCopy(python.GRID),
    },
    steps: [],
    status: "approved",
  },
  {
    owner: "owner",
    package: {
      packageName: "stream_order",
      name: "Stream Order",
      version: "0.9.0",
      description: "Numbers the reaches of a river network",
      about: "Gives each reach its order from the sources down to the mouth, and remembers what it has computed.",
      tags: "hydrology,network",
      category: "Vector",
      colour: [0, 122, 140],
      changelog: "0.9.0 First public version",
      files: withCopy(python.STREAM_ORDER),
    },
    steps: [{ do: "approve" }],
    status: "approved",
  },
  {
    owner: "collector",
    arrives: "import",
    package: {
      packageName: "tile_fetcher",
      name: "Tile Fetcher",
      version: "3.4.2",
      description: "Loads single tiles of a web map",
      about: "Loads a tile by its number and tells its size. Published for years, before anybody checked it.",
      tags: "web,tiles",
      category: "Web",
      colour: [140, 70, 160],
      changelog: "3.4.2 New server",
      qgisMinimumVersion: "3.4",
      files: withCopy(python.TILE_FETCHER),
    },
    steps: [],
    status: "approved",
  },
  {
    owner: "owner",
    package: {
      packageName: "first_labels",
      name: "First Labels",
      version: "1.0.0",
      description: "Labels a layer by its first field",
      about: "One click, and the active layer is labelled by its first field.",
      tags: "labels",
      category: "Vector",
      colour: [20, 120, 100],
      changelog: "1.0.0 First version",
      files: one(python.LABELS),
    },
    steps: [{ do: "approve" }, { do: "withdraw" }],
    status: "withdrawn",
  },
  {
    owner: "collector",
    package: {
      packageName: "corner_clock",
      name: "Corner Clock",
      version: "0.1.0",
      description: "Shows the time on the map",
      about: "A second attempt at a clock, published and then hidden while a report about it is looked into.",
      tags: "time,decoration",
      category: "Plugins",
      colour: [100, 60, 60],
      changelog: "0.1.0 First version",
      files: one(python.CLOCK),
    },
    steps: [{ do: "approve" }, { do: "quarantine", reason: "A user reports that it slows QGIS down. Hidden while we look into it." }],
    status: "quarantined",
  },
];

/** In the order of arrival. Each status that a version can rest in is there. */
export const DEMO_VERSIONS: readonly DemoVersion[] = [...DEMO_PUBLISHED, ...DEMO_DRAFTS];
