import { pluginZip } from "@/tests/builders/plugin-zip";
import type { EntryContent } from "@/tests/builders/zip";
import { discIcon } from "./icon";

export interface DemoPackage {
  packageName: string;
  name: string;
  version: string;
  description: string;
  about: string;
  tags: string;
  category: "Vector" | "Raster" | "Web" | "Database" | "Plugins";
  colour: readonly [number, number, number];
  changelog: string;
  qgisMinimumVersion?: string;
  isExperimental?: boolean;
  /** Further files inside the plugin's folder; `work.py` holds `run(iface)`, which the menu entry calls. */
  files: Record<string, EntryContent>;
}

const LICENSE = "This is demo data. You may use, change and share it in any way.\n";

const classNameOf = (packageName: string) =>
  packageName
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

function initFile(className: string): string {
  return `def classFactory(iface):
    from .plugin import ${className}

    return ${className}(iface)
`;
}

function pluginFile(className: string, name: string): string {
  return `from pathlib import Path

from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from . import work


class ${className}:
    """Adds one entry to the Plugins menu and runs it."""

    def __init__(self, iface):
        self.iface = iface
        self.action = None

    def initGui(self):
        icon = QIcon(str(Path(__file__).parent / "icon.png"))
        self.action = QAction(icon, "${name}", self.iface.mainWindow())
        self.action.triggered.connect(self.run)
        self.iface.addPluginToMenu("${name}", self.action)

    def unload(self):
        self.iface.removePluginMenu("${name}", self.action)
        self.action = None

    def run(self):
        work.run(self.iface)
`;
}

/** The ZIP of a small plugin that QGIS could load. */
export function demoZip(demo: DemoPackage): Uint8Array {
  const className = classNameOf(demo.packageName);
  const home = `https://example.org/${demo.packageName}`;
  return pluginZip({
    packageName: demo.packageName,
    name: demo.name,
    version: demo.version,
    files: {
      "__init__.py": initFile(className),
      LICENSE,
      "plugin.py": pluginFile(className, demo.name),
      "icon.png": discIcon(demo.colour),
      ...demo.files,
    },
    metadata: {
      description: demo.description,
      about: demo.about,
      qgisMinimumVersion: demo.qgisMinimumVersion ?? "3.22",
      qgisMaximumVersion: "3.99",
      author: "Greenbadge demo",
      email: "demo@example.org",
      homepage: home,
      tracker: `${home}/issues`,
      repository: home,
      tags: demo.tags,
      category: demo.category,
      icon: "icon.png",
      changelog: demo.changelog,
      experimental: demo.isExperimental ? "True" : "False",
    },
  });
}
