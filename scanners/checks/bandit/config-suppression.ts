import type { BanditSettings } from "../../config/bandit-config";
import type { ConfigEntry } from "../../config/config-entry";
import type { Suppression } from "../../core/types";

/** What the author's `.bandit` hides in one file. Asked for findings that no pragma hides. */
export class ConfigSuppressions {
  private excluded: Suppression | null | undefined;

  constructor(
    private readonly settings: BanditSettings,
    private readonly path: string,
  ) {}

  suppressionOf(code: string): Suppression | undefined {
    const skip = this.settings.skips.get(code);
    if (skip) return this.suppression(skip);
    const { tests } = this.settings;
    if (tests && !tests.ids.has(code)) return this.suppression(tests.entry);
    if (this.excluded === undefined) {
      const entry = this.settings.excludes.find((one) => one.matches(this.path));
      this.excluded = entry ? this.suppression(entry) : null;
    }
    return this.excluded ?? undefined;
  }

  private suppression({ text, line }: ConfigEntry): Suppression {
    return { by: "config", ruleSpecific: false, text, path: this.settings.path, line };
  }
}
