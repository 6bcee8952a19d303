import type { VersionStatus } from "@/lib/domain/version-status";
import type { DemoPackage } from "./package";
import type { DemoOwner } from "./people";
import * as python from "./python-sources";

/** What happens to a version once its checks have ended. */
export type DemoStep =
  | { do: "approve" }
  | { do: "return" | "reject" | "quarantine"; reason: string }
  | { do: "withdraw" }
  /** The owner asks for the first open critical finding. */
  | { do: "ask"; reason: string };

export interface DemoVersion {
  owner: DemoOwner;
  package: DemoPackage;
  /** `import`: published elsewhere before. `lost-file`: the stored file is missing while the checks run. */
  arrives?: "upload" | "import" | "lost-file";
  steps: readonly DemoStep[];
  /** Where it is in the end. */
  status: VersionStatus;
}

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

/** In the order of arrival. Each status that a version can rest in is there. */
export const DEMO_VERSIONS: readonly DemoVersion[] = [
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
      files: one(python.GRID),
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
      files: one(python.STREAM_ORDER),
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
      files: one(python.TILE_FETCHER),
    },
    steps: [],
    status: "approved",
  },
  {
    owner: "owner",
    package: {
      packageName: "field_sync",
      name: "Field Sync",
      version: "1.0.0",
      description: "Uploads the layers of a project after a day in the field",
      about: "Copies the file of each layer to a shared folder on the web.",
      tags: "survey,upload",
      category: "Web",
      colour: [198, 40, 40],
      changelog: "1.0.0 First version",
      files: one(python.FIELD_SYNC),
    },
    steps: [],
    status: "blocked",
  },
  {
    owner: "collector",
    package: {
      packageName: "old_statistics",
      name: "Old Statistics",
      version: "0.4",
      description: "Counts the features of the active layer",
      about: "Written for QGIS 2 and not touched since.",
      tags: "statistics",
      category: "Vector",
      colour: [120, 110, 90],
      changelog: "0.4 Works again",
      files: one(python.OLD_STATISTICS),
    },
    steps: [],
    status: "blocked",
  },
  {
    owner: "owner",
    package: {
      packageName: "batch_convert",
      name: "Batch Convert",
      version: "1.1.0",
      description: "Converts the active layer to a GeoPackage",
      about: "Calls ogr2ogr with the layer's file.",
      tags: "conversion",
      category: "Database",
      colour: [190, 110, 20],
      changelog: "1.1.0 Quotes the paths",
      files: one(python.CONVERT_OPEN),
    },
    steps: [{ do: "ask", reason: "Both paths go through shlex.quote, and the program is the one that QGIS brings along." }],
    status: "blocked",
  },
  {
    owner: "trusted",
    package: {
      packageName: "format_helper",
      name: "Format Helper",
      version: "1.0.0",
      description: "Converts layers, with a finding kept on purpose",
      about: "The same conversion, but the author says in the code why the call is meant.",
      tags: "conversion",
      category: "Database",
      colour: [90, 140, 30],
      changelog: "1.0.0 First version",
      files: one(python.CONVERT_KEPT),
    },
    steps: [],
    status: "validated",
  },
  {
    owner: "owner",
    package: {
      packageName: "legend_export",
      name: "Legend Export",
      version: "0.2.0",
      description: "Shows the titles of a legend one by one",
      about: "Goes through the layers and shows their titles.",
      tags: "legend,layout",
      category: "Plugins",
      colour: [200, 150, 0],
      changelog: "0.2.0 All layers",
      files: one(python.LEGEND),
    },
    steps: [
      {
        do: "return",
        reason:
          "work.py names a variable that does not exist (titel), so the menu entry would fail. Please correct it and upload again under the same number.",
      },
    ],
    status: "returned",
  },
  {
    owner: "collector",
    package: {
      packageName: "map_clock",
      name: "Map Clock",
      version: "1.0.0",
      description: "Shows the time in the status bar",
      about: "Shows the time in the status bar for five seconds.",
      tags: "time",
      category: "Plugins",
      colour: [70, 70, 70],
      changelog: "1.0.0 First version",
      files: one(python.CLOCK),
    },
    steps: [{ do: "reject", reason: "Every desktop shows the time already. Please look for a task that belongs to maps." }],
    status: "rejected",
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
  {
    owner: "collector",
    arrives: "lost-file",
    package: {
      packageName: "label_rows",
      name: "Label Rows",
      version: "0.3.0",
      description: "Labels rows of a table layer",
      about: "Labels the active layer by its first field, also when it has no geometry.",
      tags: "labels,tables",
      category: "Database",
      colour: [60, 90, 160],
      changelog: "0.3.0 Tables",
      files: one(python.LABELS),
    },
    steps: [],
    status: "inconclusive",
  },
];
