import type { PluginPackage } from "../../archive/types";
import { banditConfig } from "../../config/bandit-config";
import { secretsBaseline } from "../../config/baseline";
import { flake8Config } from "../../config/flake8-config";

export interface SettingProblem {
  path: string;
  /** 1-based; 0 when it concerns the whole file. */
  line: number;
  message: string;
}

/** What stands in the authors' settings and is not followed. Each file is read by the reader that its check uses. */
export function settingProblems(pluginPackage: PluginPackage): readonly SettingProblem[] {
  return [banditConfig, flake8Config, secretsBaseline].flatMap((read) => read(pluginPackage).problems);
}
