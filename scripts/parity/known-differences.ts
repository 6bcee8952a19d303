import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project-root";
import type { Difference } from "./score";

/** Reviewed by a person, with the reason of each: one line for one difference. No code of a plugin stands in it. */
const FILE = join(projectRoot, "scripts", "parity", "known-differences.tsv");

/** Takes reviewed differences out of a comparison, each as often as it stands in the file. */
export class KnownDifferences {
  private readonly left = new Map<string, number>();

  constructor(text = readFileSync(FILE, "utf8")) {
    for (const line of text.split("\n").slice(1)) {
      if (line.trim() === "") continue;
      const [plugin, file, number, code, side, reason] = line.split("\t");
      if (!reason?.trim() || (side !== "missing" && side !== "extra")) throw new Error(`known-differences.tsv: not complete: ${line}`);
      const key = [plugin, file, number, code, side].join("\t");
      this.left.set(key, (this.left.get(key) ?? 0) + 1);
    }
  }

  /** The differences that nobody has reviewed. */
  unknownOf(differences: readonly Difference[]): Difference[] {
    return differences.filter(({ plugin, side, row }) => {
      const key = [plugin, row.file, row.line, row.code, side].join("\t");
      const left = this.left.get(key) ?? 0;
      this.left.set(key, left - 1);
      return left <= 0;
    });
  }
}
