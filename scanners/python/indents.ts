import type { TokenProblemKind } from "./token-list";

const MAX_INDENTS = 100;

/** The levels of indentation that are open. Source: CPython 3.12 Parser/tokenizer.c. */
export class Indents {
  private readonly columns = [0];
  private readonly narrow = [0];

  /** The number of blocks that a line of this width opens (1) or closes (negative), or why CPython refuses it. */
  change(column: number, narrow: number): number | TokenProblemKind {
    const { columns } = this;
    if (column > (columns[columns.length - 1] as number)) {
      if (columns.length >= MAX_INDENTS) return "indent-depth";
      if (narrow <= (this.narrow[this.narrow.length - 1] as number)) return "tabs";
      columns.push(column);
      this.narrow.push(narrow);
      return 1;
    }
    let closed = 0;
    while (columns.length > 1 && column < (columns[columns.length - 1] as number)) {
      columns.pop();
      this.narrow.pop();
      closed--;
    }
    if (column !== columns[columns.length - 1]) return "dedent";
    return narrow === this.narrow[this.narrow.length - 1] ? closed : "tabs";
  }
}
