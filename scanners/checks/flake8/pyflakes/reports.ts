import type { PyNode } from "../../../python/ast";

export interface Report {
  code: string;
  /** The place. */
  node: PyNode;
  /** What the message names, see `messages.ts`. */
  words: readonly string[];
  isTakenBack: boolean;
}

/** What was found, in the order in which it was found. */
export class Reports {
  private readonly all: Report[] = [];
  private readonly undefinedNames = new Map<string, Report[]>();

  add(code: string, node: PyNode, ...words: string[]): void {
    const report = { code, node, words, isTakenBack: false };
    this.all.push(report);
    if (code !== "F821") return;
    const name = words[0] as string;
    const others = this.undefinedNames.get(name);
    if (others) others.push(report);
    else this.undefinedNames.set(name, [report]);
  }

  /** A name turned out to be declared global. */
  takeBackUndefined(name: string): void {
    for (const report of this.undefinedNames.get(name) ?? []) report.isTakenBack = true;
    this.undefinedNames.delete(name);
  }

  get standing(): readonly Report[] {
    return this.all.filter((report) => !report.isTakenBack);
  }
}
