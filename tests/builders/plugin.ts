/** The smallest plugin that passes every package rule and every check, and variations of it. */
import type { Entries, EntryContent } from "./zip";

export interface PluginOptions {
  /** Top folder. Default `sample_plugin`. */
  packageName?: string;
  name?: string;
  version?: string;
  /** Files inside the top folder by relative path; they replace the default ones, null leaves one out. */
  files?: Record<string, EntryContent | null>;
  /** Keys of metadata.txt; null leaves one out. */
  metadata?: Record<string, string | null>;
}

const INIT = `def classFactory(iface):
    from .plugin import SamplePlugin

    return SamplePlugin(iface)
`;

const PLUGIN = `class SamplePlugin:
    def __init__(self, iface):
        self.iface = iface

    def initGui(self):
        self.iface.messageBar().pushMessage("Sample", "Ready")

    def unload(self):
        self.iface = None
`;

const LICENSE = "You may use, change and share this sample in any way.\n";

/** Text of a metadata.txt with the keys in the order given; a value's further lines are indented as configparser wants. */
export function metadataText(keys: Record<string, string | null>): string {
  const lines = Object.entries(keys)
    .filter((pair): pair is [string, string] => pair[1] !== null)
    .map(([key, value]) => `${key}=${value.replaceAll("\n", "\n    ")}`);
  return `[general]\n${lines.join("\n")}\n`;
}

/** Entries of a valid minimal plugin, paths begin with the top folder. Zip them with `zipFolder`. */
export function pluginFiles(options: PluginOptions = {}): Entries {
  const packageName = options.packageName ?? "sample_plugin";
  const home = `https://example.org/${packageName}`;
  const metadata = metadataText({
    name: options.name ?? "Sample Plugin",
    description: "Shows a message when QGIS starts",
    about: "A small plugin that shows how a complete package looks.",
    version: options.version ?? "1.0.0",
    qgisMinimumVersion: "3.22",
    author: "Sample Author",
    email: "author@example.org",
    tracker: `${home}/issues`,
    repository: home,
    ...options.metadata,
  });
  const files: Record<string, EntryContent | null> = {
    "__init__.py": INIT,
    "metadata.txt": metadata,
    LICENSE,
    "plugin.py": PLUGIN,
    ...options.files,
  };
  const kept = Object.entries(files).filter((pair): pair is [string, EntryContent] => pair[1] !== null);
  return Object.fromEntries(kept.map(([path, content]) => [`${packageName}/${path}`, content]));
}
