/** What the comparison of two packages hands to these components. Plain data; every text is an author's. */
import type { Severity } from "../../scan/report";

export interface ChangeView {
  kind: "added" | "removed" | "changed" | "renamed" | "mode";
  path: string;
  oldPath: string | null;
  oldSize: number | null;
  newSize: number | null;
  oldMode: number | null;
  newMode: number | null;
  added: number | null;
  removed: number | null;
  fold: "binary" | "too-large" | "minified" | "generated" | null;
}

export interface LineView {
  kind: "context" | "added" | "removed";
  old: number | null;
  new: number | null;
  text: string;
  cut: number;
}

export interface DiffView {
  path: string;
  hunks: readonly (readonly LineView[])[];
  linesNotShown: number;
  lineEnds: { old: string; new: string } | null;
  isWhole: boolean;
  isLatin1: boolean;
}

/** A finding, to be drawn at its line. */
export interface PlacedFinding {
  id: number;
  ruleTitle: string;
  severity: Severity;
  /** Hidden, acknowledged or accepted. */
  isKept: boolean;
  line: number;
  message: string;
  /** Where the report has it with its rule. */
  href: string;
}

export type DiffStyle = "unified" | "split";
