import { describe, expect, it } from "vitest";
import type { PluginPackage } from "../archive/types";
import { flake8Config } from "./flake8-config";

function configOf(text: string) {
  const files = [{ path: "demo/.flake8", bytes: Buffer.from(text), mode: null }];
  return flake8Config({ topFolder: "demo", files, inflatedBytes: 0, contentDigest: "" } as PluginPackage);
}

const CODES = ["E711", "E741", "F401", "F821", "W605"];

function hidden(text: string, path: string): string {
  const config = configOf(`[flake8]\n${text}\n`);
  return CODES.filter((code) => config.suppressionOf(path, code)).join(" ");
}

// Checked with flake8 7.3.0, run in the plugin's folder.
describe(".flake8", () => {
  it.each([
    ["ignore = E7, F401", "demo/a.py", "E711 E741 F401"],
    ["ignore = E7\nextend-select = E741", "demo/a.py", "E711"],
    ["select = F,W6", "demo/a.py", "E711 E741"],
    ["select = E7\nextend_ignore =\n    E71", "demo/a.py", "E711 F401 F821 W605"],
    ["select = F\nignore = F", "demo/a.py", CODES.join(" ")],
    ["exclude = ui", "demo/ui/b.py", CODES.join(" ")],
    ["exclude = ui", "demo/ui.py", ""],
    ["extend-exclude = ui/*", "demo/ui/sub/b.py", CODES.join(" ")],
    ["exclude = demo/ui", "demo/ui/b.py", ""],
    ["exclude = test_*", "demo/test/test_a.py", CODES.join(" ")],
    ["per-file-ignores =\n    ui/*:F401\n    ui/b.py: E7,W", "demo/ui/b.py", "E711 E741 W605"],
    ["per-file-ignores = b.py,c.py:F", "demo/x/c.py", "F401 F821"],
    ["max-line-length = 200\ncount = true", "demo/a.py", ""],
  ])("%j hides in %s: %s", (text, path, expected) => {
    expect(hidden(text, path)).toBe(expected);
  });

  it("says which line hides something", () => {
    expect(configOf("[flake8]\n\nignore = E7,\n    W605\n").suppressionOf("demo/a.py", "W605")).toEqual({
      by: "config",
      ruleSpecific: false,
      text: "ignore = E7, W605",
      path: "demo/.flake8",
      line: 3,
    });
    expect(configOf("[flake8]\ndisable-noqa = yes\n").isNoqaDisabled).toBe(true);
  });

  it.each([
    ["[flake8]\nignore = E501 # long\n", 2],
    ["[flake8]\nper-file-ignores = a.py\n", 2],
    ["[flake8]\n\nenable-extensions = X\n", 3],
    ["[flake8]\nfilename = a.py\n", 2],
    ["[flake8]\nno-such-thing = 1\n", 2],
    ["[flake8:local-plugins]\nextension = X = run:me\n", 0],
    ["ignore = E7\n", 1],
    ["[flake8]\nignore = E7\nignore = F\n", 3],
  ])("tells of what it does not follow in %j, line %i", (text, line) => {
    const config = configOf(text);
    expect(config.problems).toMatchObject([{ path: "demo/.flake8", line }]);
    for (const code of CODES) expect(config.suppressionOf("demo/a.py", code)).toBeUndefined();
  });
});
