import { textTable } from "../text-table";

/** What an import says in the end: counts, and what a person should look at. */
export interface Report {
  count(what: string, times?: number): void;
  /** @param where plugin and version, or the account */
  note(where: string, what: string): void;
  counts: ReadonlyMap<string, number>;
  notes: readonly string[];
  print(): void;
}

/** A dump with a lost media folder has as many notes as versions; nobody reads more than this. */
const NOTES_PRINTED = 200;
/** What is kept in memory; more are counted. */
const NOTES_KEPT = 5_000;

export function openReport(): Report {
  const counts = new Map<string, number>();
  const notes: string[] = [];
  let untold = 0;
  return {
    counts,
    notes,
    count(what, times = 1) {
      if (times > 0) counts.set(what, (counts.get(what) ?? 0) + times);
    },
    note(where, what) {
      if (notes.length < NOTES_KEPT) notes.push(`${where}: ${what}`);
      else untold += 1;
    },
    print() {
      if (counts.size > 0) console.log(`\n${textTable([["", "number"], ...counts])}`);
      if (notes.length === 0) return;
      console.log("\nTo look at:");
      for (const note of notes.slice(0, NOTES_PRINTED)) console.log(`  ${note}`);
      const more = notes.length - Math.min(notes.length, NOTES_PRINTED) + untold;
      if (more > 0) console.log(`  … and ${more} more`);
    },
  };
}
