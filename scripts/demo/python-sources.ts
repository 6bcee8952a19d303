/** What the demo plugins do. Small, but each does what its description says. */

export const COUNT_FEATURES = `from qgis.core import QgsProject, QgsVectorLayer


def feature_counts():
    layers = QgsProject.instance().mapLayers().values()
    return {layer.name(): layer.featureCount() for layer in layers if isinstance(layer, QgsVectorLayer)}


def run(iface):
    lines = [f"{name}: {count}" for name, count in sorted(feature_counts().items())]
    iface.messageBar().pushMessage("Layer Notes", "; ".join(lines) or "No vector layers")
`;

export const GRID = `from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer

STEPS = 10


def cells(extent):
    width = extent.width() / STEPS
    height = extent.height() / STEPS
    for column in range(STEPS):
        for row in range(STEPS):
            left = extent.xMinimum() + column * width
            bottom = extent.yMinimum() + row * height
            yield QgsRectangle(left, bottom, left + width, bottom + height)


def run(iface):
    canvas = iface.mapCanvas()
    crs = canvas.mapSettings().destinationCrs().authid()
    layer = QgsVectorLayer(f"Polygon?crs={crs}", "grid", "memory")
    features = []
    for cell in cells(canvas.extent()):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromRect(cell))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
`;

/** Somebody's library of one file, which three of the plugins have copied. A bare except clause: a warning. */
export const REMEMBER = `"""Remembers small values between two runs of a plugin.

One file, to be copied into a plugin as it is: no installation, no dependencies. Values are kept as JSON in the
user's profile, under the name of the plugin that asks. What cannot be read any more counts as never written.
"""

import json
from pathlib import Path

from qgis.core import QgsApplication


class Memory:
    def __init__(self, plugin):
        self.path = Path(QgsApplication.qgisSettingsDirPath()) / f"{plugin}.json"

    def read(self, key, default=None):
        try:
            return json.loads(self.path.read_text(encoding="utf-8"))[key]
        except:
            return default

    def write(self, key, value):
        values = {**self.all(), key: value}
        self.path.write_text(json.dumps(values), encoding="utf-8")

    def all(self):
        return json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
`;

/** Bare except clauses and a cache in pickle: warnings. */
export const STREAM_ORDER = `import pickle
from pathlib import Path

CACHE = Path(__file__).parent / "orders.cache"


def load_cache():
    try:
        return pickle.loads(CACHE.read_bytes())
    except:
        return {}


def order_of(reach, upstream, cache):
    if reach in cache:
        return cache[reach]
    orders = sorted((order_of(other, upstream, cache) for other in upstream.get(reach, [])), reverse=True)
    if not orders:
        cache[reach] = 1
    elif len(orders) > 1 and orders[0] == orders[1]:
        cache[reach] = orders[0] + 1
    else:
        cache[reach] = orders[0]
    return cache[reach]


def run(iface):
    cache = load_cache()
    iface.messageBar().pushMessage("Stream Order", f"{len(cache)} reaches known")
`;

/** Certificate checks switched off: critical. */
export const TILE_FETCHER = `import requests

SERVER = "https://tiles.example.org"


def fetch(zoom, column, row):
    answer = requests.get(f"{SERVER}/{zoom}/{column}/{row}.png", timeout=20, verify=False)
    answer.raise_for_status()
    return answer.content


def run(iface):
    tile = fetch(0, 0, 0)
    iface.messageBar().pushMessage("Tile Fetcher", f"{len(tile)} bytes for the whole world")
`;

/** A shell command put together from a layer's name: critical. The key is assembled, so that none stands in our source. */
export const FIELD_SYNC = `import subprocess

from qgis.core import QgsProject

ACCESS_KEY = "${["AKIA", "2E0A8F3B", "6C9D4E7Q"].join("")}"
BUCKET = "s3://field-survey"


def upload(layer):
    command = "aws s3 cp '" + layer.source() + "' " + BUCKET
    return subprocess.call(command, shell=True)


def run(iface):
    failed = [layer.name() for layer in QgsProject.instance().mapLayers().values() if upload(layer) != 0]
    iface.messageBar().pushMessage("Field Sync", ", ".join(failed) or "All layers are uploaded")
`;

/** Python 2: cannot be read, so it cannot be checked. */
export const OLD_STATISTICS = `def run(iface):
    layer = iface.activeLayer()
    if layer is None:
        print "No layer"
        return
    print "Features:", layer.featureCount()
`;

/** The command is fixed and the layer's file is an argument of its own; the author says so beside the line. */
export const CONVERT_KEPT = `import os
import shlex


def convert(source, target):
    command = f"ogr2ogr {shlex.quote(target)} {shlex.quote(source)}"
    return os.system(command)  # nosec B605: both paths are quoted, ogr2ogr comes with QGIS


def run(iface):
    layer = iface.activeLayer()
    if layer is not None and convert(layer.source(), "/tmp/converted.gpkg") == 0:
        iface.messageBar().pushMessage("Format Helper", "Converted")
`;

export const CONVERT_OPEN = CONVERT_KEPT.replace(/ {2}# nosec.*/, "");

export const LABELS = `from qgis.core import QgsPalLayerSettings, QgsVectorLayerSimpleLabeling


def label_by(layer, field):
    settings = QgsPalLayerSettings()
    settings.fieldName = field
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    layer.triggerRepaint()


def run(iface):
    layer = iface.activeLayer()
    if layer is not None and layer.fields().count() > 0:
        label_by(layer, layer.fields().at(0).name())
`;

/** A name that does not exist: a warning. */
export const LEGEND = `from qgis.core import QgsProject


def titles():
    return [layer.name() for layer in QgsProject.instance().mapLayers().values()]


def run(iface):
    for title in titles():
        iface.messageBar().pushMessage("Legend Export", titel)
`;

export const CLOCK = `from datetime import datetime


def run(iface):
    iface.statusBarIface().showMessage(datetime.now().strftime("%H:%M"), 5000)
`;
