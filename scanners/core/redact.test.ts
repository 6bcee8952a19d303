import { describe, expect, it } from "vitest";
import type { PackageFile, PluginPackage } from "../archive/types";
import { PythonFiles } from "../python/python-files";
import { Redactor } from "./redact";

function masked(path: string, text: string): string {
  const files: PackageFile[] = [{ path: `demo/${path}`, bytes: Buffer.from(text), mode: 0o644 }];
  const pluginPackage: PluginPackage = { topFolder: "demo", files, inflatedBytes: text.length, contentDigest: "" };
  return new Redactor(pluginPackage, new PythonFiles(pluginPackage)).lines(`demo/${path}`, 1, 50)?.join("\n") ?? "";
}

// Assembled, so that this file is not itself a find.
const HEX = ["9f86d081", "884c7d65", "9a2feaa0", "c55ad015"].join("");
const BASE64 = ["kP3vX9qL", "m2RtY7wZ", "a1Bc8DeF", "gH4JiN6o", "PqS5uT0x"].join("");
const EMBEDDED = ["%", "=%=", "key_%", "/prod/%@", "x__%.tif", "%wtm", "token=%&page=2", "https://%:x1y2@host/", '"%"', "- %", "a:%"];

describe("what is shown of a line", () => {
  it.each(EMBEDDED.flatMap((around) => ["notes.org", "a.ini", "a.yaml", "plugin.py"].map((path) => [around, path] as const)))(
    "never holds a random value: %s in %s",
    (around, path) => {
      for (const value of [HEX, BASE64]) {
        const line = around.replace("%", value);
        expect(masked(path, path === "plugin.py" ? `x = r'''${line}'''\n` : `${line}\n`)).not.toContain(value.slice(2, -2));
      }
    },
  );

  it.each([
    [`uri = "PG:host=db user=gis password=pa${"ssw0rd"} dbname=x"`, "ssw0rd"],
    [`connect("Server=db;Pwd=ab${"c1"}23;")`, "c123"],
    [`url = "postgres://gis:top${"s3cret"}@db/x"`, "s3cret"],
  ])("never holds the password of a connection: %s", (line, secret) => {
    expect(masked("plugin.py", `${line}\n`)).not.toContain(secret);
  });

  it.each([
    "connect(password=self.password)",
    "layer = QgsVectorLayer(uri_postgres_connection_string_2024, name)",
    "EPSG_4326_TO_3857_TRANSFORM_GRID",
  ])("stays readable where nothing is secret: %s", (line) => {
    expect(masked("plugin.py", `${line}\n`)).toBe(`${line}\n`);
  });
});
