import type { Row } from "./projection";

export interface Difference {
  plugin: string;
  /** `missing`: the tool has it and we do not; `extra`: the reverse. */
  side: "missing" | "extra";
  row: Row;
}

export interface CodeCount {
  reference: number;
  ours: number;
  both: number;
}

/** One tool's comparison over many plugins. */
export class Score {
  readonly codes = new Map<string, CodeCount>();
  readonly differences: Difference[] = [];
  plugins = 0;
  equal = 0;

  add(plugin: string, reference: readonly Row[], ours: readonly Row[]): void {
    const theirs = multiset(reference);
    const mine = multiset(ours);
    const before = this.differences.length;
    for (const { row, count } of theirs.values()) {
      const both = Math.min(count, mine.get(keyOf(row))?.count ?? 0);
      this.count(row.code, { reference: count, ours: 0, both });
      this.differ(plugin, "missing", row, count - both);
    }
    for (const { row, count } of mine.values()) {
      this.count(row.code, { reference: 0, ours: count, both: 0 });
      this.differ(plugin, "extra", row, count - (theirs.get(keyOf(row))?.count ?? 0));
    }
    this.plugins++;
    if (this.differences.length === before) this.equal++;
  }

  get total(): CodeCount {
    const total = { reference: 0, ours: 0, both: 0 };
    for (const one of this.codes.values()) addTo(total, one);
    return total;
  }

  private count(code: string, more: CodeCount): void {
    const known = this.codes.get(code) ?? { reference: 0, ours: 0, both: 0 };
    this.codes.set(code, known);
    addTo(known, more);
  }

  private differ(plugin: string, side: Difference["side"], row: Row, times: number): void {
    for (let index = 0; index < times; index++) this.differences.push({ plugin, side, row });
  }
}

function addTo(total: CodeCount, more: CodeCount): void {
  total.reference += more.reference;
  total.ours += more.ours;
  total.both += more.both;
}

function multiset(rows: readonly Row[]): Map<string, { row: Row; count: number }> {
  const set = new Map<string, { row: Row; count: number }>();
  for (const row of rows) {
    const known = set.get(keyOf(row));
    if (known) known.count++;
    else set.set(keyOf(row), { row, count: 1 });
  }
  return set;
}

const keyOf = (row: Row) => `${row.file}\t${row.line}\t${row.code}\t${row.severity ?? ""}\t${row.confidence ?? ""}`;
