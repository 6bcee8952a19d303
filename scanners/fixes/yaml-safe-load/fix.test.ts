import { describe, expect, it } from "vitest";
import { fixText } from "@/tests/builders/fixed-source";

const fixed = (code: string) => fixText(`import yaml\n${code}\n`);

describe("yaml.load() becomes yaml.safe_load()", () => {
  it.each([
    ["yaml.load(f)", "yaml.safe_load(f)"],
    ["yaml.load(open(p), Loader=yaml.FullLoader)", "yaml.safe_load(open(p))"],
    ["yaml.load(f, yaml.Loader)", "yaml.safe_load(f)"],
    ["yaml.load((f), (yaml.UnsafeLoader),)", "yaml.safe_load((f),)"],
    ["x = yaml.load(f, Loader=yaml.CLoader)  # fast", "x = yaml.load(f, Loader=yaml.CSafeLoader)  # fast"],
    ["yaml.load(f,  # why\n    Loader=yaml.Loader)", "yaml.load(f,  # why\n    Loader=yaml.SafeLoader)"],
    ["yaml. \\\n  load(\\\n  f)", "yaml. \\\n  safe_load(\\\n  f)"],
    ["yaml.load(yaml.load(f))", "yaml.safe_load(yaml.safe_load(f))"],
  ])("%s", async (bad, good) => expect(await fixed(bad)).toBe(`import yaml\n${good}\n`));

  it("through an alias", async () =>
    expect(await fixText("import yaml as y\nimport yaml.representer\ny.load(f, Loader=y.Loader)\n")).toBe(
      "import yaml as y\nimport yaml.representer\ny.safe_load(f)\n",
    ));

  it.each([
    "yaml.load(f, Loader=MyLoader)",
    "yaml.load(f, Loader=yaml.BaseLoader)",
    "yaml.load(f, Loader=other.Loader)",
    "yaml.load(*f)",
    "yaml.load(f, **options)",
    "yaml.load(stream=f)",
    "yaml.load(f, version=1)",
    "yaml.load(f)  # nosec B506",
    'x = f"{yaml.load(f)}"',
    "from yaml import load, Loader\nload(f, Loader=Loader)",
    "from mine import *\nyaml.load(f)",
    "yaml = mine\nyaml.load(f)",
    "def go(yaml):\n    yaml.load(f)",
    "yaml.load = mine\nyaml.load(f)",
    "for yaml in many:\n    yaml.load(f)",
    "try:\n    import yaml\nexcept ImportError as yaml:\n    yaml.load(f)",
    "class A:\n    def yaml(self):\n        yaml.load(f)",
    "yaml.safe_load(f)",
  ])("left alone: %s", async (code) => expect(await fixed(code)).toBeNull());
});
