import { isStringConstant, type PyNode } from "../../../../python/ast";
import { mentionsSql } from "./sql-text";

/** Characters put together for the texts of one sum; sums of thousands of texts would cost their square. */
const MAX_CHARACTERS = 20_000_000;

/**
 * A sum of texts (`"a" + b + "c"`, also with %), taken apart once for all its texts.
 * Source: Bandit 1.9.4 core/utils.py, `concat_string`.
 */
export class Operands {
  private readonly texts: string[] = [];
  /** For each partial sum the texts in it, as first and behind the last. */
  private readonly ranges = new Map<PyNode, readonly [number, number]>();
  private readonly whole: string;
  private readonly mentionsSql: boolean;
  private spent = 0;
  private isExhausted = false;

  constructor(readonly root: PyNode) {
    this.collect(root);
    this.whole = this.texts.join(" ");
    this.mentionsSql = mentionsSql(this.whole);
  }

  /** What Bandit takes for the statement at one of the texts: that text and all outside the partial sum it stands in. */
  statementAt(text: PyNode): string {
    if (!this.mentionsSql) return "";
    if (this.spent > MAX_CHARACTERS) {
      // Said once of a sum of this size, and rather too often than never.
      const isFirst = !this.isExhausted;
      this.isExhausted = true;
      return isFirst ? this.whole : "";
    }
    this.spent += this.whole.length;
    const [first, end] = this.ranges.get(text.parent as PyNode) as readonly [number, number];
    return [text.value, ...this.texts.slice(0, first), ...this.texts.slice(end)].join(" ");
  }

  private collect(sum: PyNode): void {
    const first = this.texts.length;
    for (const operand of [sum.left, sum.right] as PyNode[]) {
      if (operand.nodeType === "BinOp") this.collect(operand);
      else if (isStringConstant(operand)) this.texts.push(operand.value);
    }
    this.ranges.set(sum, [first, this.texts.length]);
  }
}
