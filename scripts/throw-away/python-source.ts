import { between, oneOf, type Random } from "./random";

const NOUNS = ["layer", "feature", "extent", "raster", "symbol", "legend", "attribute", "geometry", "canvas", "provider", "field", "group"];
const VERBS = ["load", "update", "select", "export", "merge", "filter", "count", "draw", "store", "check"];

const HEAD = `"""Generated for measurements: shaped like the code of a QGIS plugin."""
import json
import os
from pathlib import Path

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QSettings
from qgis.PyQt.QtWidgets import QDialog, QMessageBox

`;

function method(random: Random, index: number): string {
  const noun = oneOf(random, NOUNS);
  const other = oneOf(random, NOUNS);
  const name = `${oneOf(random, VERBS)}_${noun}_${index}`;
  const limit = between(random, 1, 5000);
  return `    def ${name}(self, ${noun}, options=None, limit=${limit}):
        """Goes through every ${noun} and keeps what belongs to the ${other}."""
        options = options or {"${other}": True, "limit": limit, "names": ["${noun}_a", "${noun}_b"]}
        results = []
        for index, item in enumerate(${noun}.getFeatures()):
            if index >= limit and not options.get("${other}"):
                break
            # A value that is missing counts as zero, as the panel shows it.
            value = item["${other}"] if "${other}" in item.fields().names() else 0
            try:
                ratio = float(value) / max(limit - index, 1) * 100.0
            except (TypeError, ValueError) as error:
                self.log(f"{${noun}.name()}: {error} at {index}")
                continue
            results.append({"id": item.id(), "ratio": round(ratio, 2), "label": "%s (%d)" % (value, index)})
        path = os.path.join(str(Path.home()), "${name}.json")
        with open(path, "w", encoding="utf-8") as target:
            json.dump(sorted(results, key=lambda row: row["ratio"]), target, indent=2)
        if len(results) == 0:
            QMessageBox.warning(self, self.tr("${noun}"), self.tr("No ${other} was found in {0}").format(${noun}.name()))
            return None
        return [row for row in results if row["ratio"] > ${between(random, 0, 90)}.5]

`;
}

/** A Python module of about `sizeBytes`, in which no check finds anything. Equal random numbers, equal text. */
export function pythonSource(random: Random, sizeBytes: number): string {
  const parts = [HEAD];
  let size = HEAD.length;
  for (let index = 0; size < sizeBytes; index += 1) {
    const part =
      index % 12 === 0
        ? `\nclass Dialog${index}(QDialog):\n    """Part ${index}."""\n\n    settings = QSettings()\n    project = QgsProject.instance()\n    kind = QgsVectorLayer\n\n`
        : method(random, index);
    parts.push(part);
    size += part.length;
  }
  return parts.join("");
}

/** A plugin's further files: modules of at most 60 KB that hold `totalBytes` together. */
export function pythonModules(random: Random, totalBytes: number): Record<string, string> {
  const count = Math.max(1, Math.ceil(totalBytes / 60_000));
  const names = Array.from({ length: count }, (_, index) => `module_${index}.py`);
  return Object.fromEntries(names.map((name) => [name, pythonSource(random, totalBytes / count)]));
}
