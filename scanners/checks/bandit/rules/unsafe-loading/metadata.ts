import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B506",
    checkId: "bandit",
    code: "B506",
    title: "YAML is loaded with yaml.load()",
    why: "A YAML text can name Python objects to build, and yaml.load() with most loaders builds them: loading the file runs what its author wrote. Plugins read settings, styles and workflows that users pass on to each other, so the author is often somebody else.\n\nSince PyYAML 6 the call without a loader ends in an error anyway.",
    howToFix: "Use yaml.safe_load(stream), or yaml.load(stream, Loader=yaml.SafeLoader). It reads all that a settings file needs.",
    intended: nosec("B506", "yaml.load(stream, Loader=yaml.FullLoader)"),
    defaultSeverity: "critical",
    badExample: { path: "plugin.py", code: "import yaml\n\n\ndef read(stream):\n    return yaml.load(stream, Loader=yaml.Loader)\n" },
    goodExample: { path: "plugin.py", code: "import yaml\n\n\ndef read(stream):\n    return yaml.safe_load(stream)\n" },
    references: [
      banditReference("plugins", "b506_yaml_load", "B506: yaml_load"),
      { title: "PyYAML: loading YAML", url: "https://pyyaml.org/wiki/PyYAMLDocumentation" },
    ],
    cwe: 20,
  },
  {
    id: "bandit/B614",
    checkId: "bandit",
    code: "B614",
    title: "A model is loaded with torch.load()",
    why: "A PyTorch file is a pickle: loading it runs what its maker put in. Plugins that segment images or classify points download their models, or let the user choose one that somebody else trained.\n\nSince 2.6 PyTorch loads only tensors and plain values unless told otherwise, but the version on the user's computer may be older.",
    howToFix:
      "Say torch.load(path, weights_only=True), or ship the model as safetensors or ONNX, which hold numbers only. Compare the SHA-256 of a downloaded model before you load it.",
    intended: nosec("B614", "torch.load(path)"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: "import torch\n\n\ndef load_model(path):\n    return torch.load(path)\n" },
    goodExample: { path: "plugin.py", code: "import torch\n\n\ndef load_model(path):\n    return torch.load(path, weights_only=True)\n" },
    references: [
      banditReference("plugins", "b614_pytorch_load", "B614: pytorch_load"),
      { title: "PyTorch: torch.load", url: "https://docs.pytorch.org/docs/stable/generated/torch.load.html" },
    ],
    cwe: 502,
  },
  {
    id: "bandit/B615",
    checkId: "bandit",
    code: "B615",
    title: "A model or data set comes from Hugging Face in whatever state it is today",
    why: "Without a fixed revision the plugin downloads what the repository holds at that moment. Its owner, or whoever takes over the account, can exchange a model next week, and every user of a plugin that was reviewed long ago gets it. Models can hold code.",
    howToFix:
      "Name the commit that you tested: revision= with its full hash of 40 characters. A branch or a tag can be moved, so they do not count. Updating the model is then a new version of the plugin.",
    intended: nosec("B615", "AutoModel.from_pretrained(name)"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: 'from transformers import AutoModel\n\n\ndef load_model():\n    return AutoModel.from_pretrained("example/segmenter")\n',
    },
    goodExample: {
      path: "plugin.py",
      code: 'from transformers import AutoModel\n\n\ndef load_model():\n    return AutoModel.from_pretrained("example/segmenter", revision="0123456789abcdef0123456789abcdef01234567")\n',
    },
    references: [
      banditReference("plugins", "b615_huggingface_unsafe_download", "B615: huggingface_unsafe_download"),
      { title: "Hugging Face: downloading a fixed revision", url: "https://huggingface.co/docs/huggingface_hub/guides/download" },
    ],
    cwe: 494,
  },
];
