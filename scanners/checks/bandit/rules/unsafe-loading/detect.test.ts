import { describe, expect, it } from "vitest";
import { banditIssues } from "@/tests/builders/bandit-issues";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("files that may run code", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    [
      'import yaml\nyaml.load(x)\nyaml.load(x, Loader=yaml.SafeLoader)\nyaml.load(x, yaml.CSafeLoader)\nyaml.load(x, "SafeLoader")\nyaml.load(x, Loader=yaml.FullLoader)\nyaml.load(x, Loader=f())\nyaml.safe_load(x)\na.yaml.b.load(x)\nload(x)',
      ["2 B506 medium/high", "6 B506 medium/high", "7 B506 medium/high", "9 B506 medium/high"],
    ],
    ["import yaml as y\ny.load(x)", ["2 B506 medium/high"]],
    ["from yaml import load\nload(x)\nimport yaml\nload(x)", ["4 B506 medium/high"]],
    [
      "import torch\ntorch.load(x)\ntorch.load(x, weights_only=True)\ntorch.load(x, weights_only=y)\ntorch.load(x, weights_only=False)\ntorch.serialization.load(x)\ntorch.jit.load(x)",
      ["2 B614 medium/high", "4 B614 medium/high", "5 B614 medium/high", "6 B614 medium/high"],
    ],
    ["from torch import load\nload(x)\nimport torch.nn\ntorch.load(x)", []],
    [
      'from transformers import AutoModel as M\nM.from_pretrained(x)\nM.from_pretrained(x, revision="abcdef0")\nM.from_pretrained(x, revision="abcdef")\nM.from_pretrained(x, revision="main")\nM.from_pretrained(x, revision=r)\nM.from_pretrained(x, revision=None)\nM.from_pretrained(x, revision="", commit_id="0123456789")\nM.from_pretrained("./x")\nM.from_pretrained("../x")\nM.from_pretrained(".x/")\nM.from_pretrained(self.path)\nx.from_pretrained(y)',
      [
        "2 B615 medium/high",
        "4 B615 medium/high",
        "5 B615 medium/high",
        "7 B615 medium/high",
        "11 B615 medium/high",
        "12 B615 medium/high",
      ],
    ],
    [
      'from datasets import load_dataset\nimport huggingface_hub as hub\nload_dataset("a")\nhub.snapshot_download(x, revision=1234567)\nhub.hf_hub_download("/x")\nhub.Repository.repository_id()',
      ["3 B615 medium/high", "4 B615 medium/high", "6 B615 medium/high"],
    ],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B506", "B614", "B615"])).toEqual(expected);
  });
});
