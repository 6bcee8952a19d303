export interface FixInfo {
  /** Name of its folder. */
  id: string;
  ruleIds: readonly string[];
  /** What it does, as a heading. */
  title: string;
  /** What its owner must know before they take it. */
  note: string;
}
