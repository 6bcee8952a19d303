import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";
import { unpinnedDownload } from "./huggingface";

const SAFE_LOADERS = ["SafeLoader", "CSafeLoader"];

/** B506, source: Bandit 1.9.4 plugins/yaml_load.py: only in a file that says `import yaml`. */
function yamlLoad(call: CallContext): BanditIssue | null {
  if (!call.imports.has("yaml") || !call.qualifiedName.split(".").includes("yaml")) return null;
  const second = call.argumentAt(1);
  if (call.isKeyword("Loader", ...SAFE_LOADERS) || (typeof second === "string" && SAFE_LOADERS.includes(second))) return null;
  return {
    code: "B506",
    severity: "medium",
    confidence: "high",
    line: call.node.lineno,
    message: "yaml.load() builds whatever Python objects the text names.",
  };
}

/** B614, source: Bandit 1.9.4 plugins/pytorch_load.py: only in a file that says `import torch`. */
function torchLoad(call: CallContext): BanditIssue | null {
  const { qualifiedName } = call;
  if ((qualifiedName !== "torch.load" && qualifiedName !== "torch.serialization.load") || !call.imports.has("torch")) return null;
  if (call.keyword("weights_only") === "True") return null;
  return {
    code: "B614",
    severity: "medium",
    confidence: "high",
    line: call.lineOfKeyword("load"),
    message: "torch.load() may run what the file's maker put in.",
  };
}

export const detect: BanditTests = {
  Call: [
    { code: "B506", names: ["load"], test: yamlLoad },
    { code: "B614", names: ["load"], test: torchLoad },
    {
      code: "B615",
      names: ["from_pretrained", "load_dataset", "hf_hub_download", "snapshot_download", "repository_id"],
      test: unpinnedDownload,
    },
  ],
};
