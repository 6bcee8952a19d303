import { expect, it } from "vitest";
import { findVendoredRoots, libraryOf, pathClassOf } from "./path-class";

const inFolder = (folder: string, ...names: string[]) => ["__init__.py", ...names].map((name) => `p/${folder}/${name}`);
const PATHS = [
  ...inFolder("pyqtgraph_0_13_7", "a.py", "graphicsItems/b.py"),
  ...inFolder("lib/XlsxWriter-2.7.0", "a.py", "b.py"),
  ...inFolder("numpy", "tests/test_a.py", "b.py"),
  ...inFolder("pyqtgraph_subclass", "a.py", "b.py"),
  ...inFolder("requests", "a.py"),
  ...["a.py", "b.py", "c.py"].map((name) => `p/templates/jinja2/${name}`),
  ...["geo_six/__init__.py", "geo_six-1.2.dist-info/METADATA", "single.py", "single-2.dist-info/METADATA"].map((name) => `p/lib/${name}`),
];

it.each([
  ["p/pyqtgraph_0_13_7/graphicsItems/b.py", "vendored"],
  ["p/lib/XlsxWriter-2.7.0/a.py", "vendored"],
  ["p/numpy/tests/test_a.py", "vendored"],
  ["p/pyqtgraph_subclass/a.py", "own"],
  ["p/requests/a.py", "own"],
  ["p/templates/jinja2/a.py", "own"],
  ["p/lib/geo_six/__init__.py", "vendored"],
  ["p/lib/single.py", "vendored"],
  ["p/Ext_Libs/a.py", "vendored"],
  ["p/dependencies/typing.py", "vendored"],
  ["p/core/dependencies/check.py", "own"],
  ["p/deps", "own"],
  ["p/Tests/a.py", "test"],
  ["p/core/test_a.py", "test"],
  ["tests/a.py", "own"],
])("%s is %s", (path, pathClass) => {
  expect(pathClassOf(path, findVendoredRoots(PATHS))).toBe(pathClass);
});

it("a plugin that is named like a library is the author's own", () => {
  const paths = inFolder("sub", "a.py", "b.py").map((path) => path.replace(/^p/, "geopy"));
  expect(pathClassOf("geopy/sub/a.py", findVendoredRoots([...paths, "geopy/__init__.py"]))).toBe("own");
});

it.each([
  ["p/extlibs/six/moves/x.py", "six", "p/extlibs/six/"],
  ["p/extlibs/six.py", "six", "p/extlibs/six.py"],
  ["p/libs/python/site-packages/requests/api.py", "requests", "p/libs/python/site-packages/requests/"],
  ["p/pyqtgraph_0_13_7/graphicsItems/b.py", "pyqtgraph", "p/pyqtgraph_0_13_7/"],
  ["p/tools/XlsxWriter-2.7.0/a.py", "XlsxWriter", "p/tools/XlsxWriter-2.7.0/"],
  ["p/six-1.16.dist-info/METADATA", "six", "p/six-1.16.dist-info/"],
  ["p/single.py", "single", "p/single.py"],
])("%s is part of %s", (path, library, folder) => expect(libraryOf(path)).toEqual({ library, folder }));
