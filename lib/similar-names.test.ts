import { expect, test } from "vitest";
import { similarNames } from "./similar-names";

const named = (packageName: string, name: string) => ({ packageName, name });
const OTHERS = [
  named("quick_map_services", "QuickMapServices"),
  named("profiletool", "Profile tool"),
  named("qgis2web", "qgis2web"),
  named("dxf", "DXF"),
];
const close = (packageName: string, name: string) => similarNames(named(packageName, name), OTHERS).map((one) => one.packageName);

test("names that could be taken for one another", () => {
  expect(close("qms", "Quick Map Service")).toEqual(["quick_map_services"]);
  expect(close("QuickMapServlces", "Something else")).toEqual(["quick_map_services"]);
  expect(close("p", "Prófile-Tool Plugin for QGIS")).toEqual([]);
  expect(close("p2", "Prófile Tool")).toEqual(["profiletool"]);
  expect(close("dgf", "DGF")).toEqual([]);
  expect(close("dxf", "DXF")).toEqual([]);
});
