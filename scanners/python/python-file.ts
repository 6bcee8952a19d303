import { parse } from "py-ast";
import type { PackageFile } from "../archive/types";
import type { PyNode } from "./ast";
import { decodePython } from "./decode";
import { findTabError } from "./indentation";
import { linkTree, TreeProblem } from "./link-tree";
import { type SourceScan, scanSource } from "./scan-source";

/** Larger Python files are not analysed; what people write by hand stays far below. */
export const MAX_PYTHON_BYTES = 10_000_000;
/** The same for one line, so that no rule has to look at more at once. */
export const MAX_PYTHON_LINE_BYTES = 1_000_000;

export type ProblemReason = "too-large" | "line-too-long" | "not-decodable" | "syntax" | "too-deep";

export interface PythonProblem {
  reason: ProblemReason;
  /** 1-based; 0 when it concerns the whole file. */
  line: number;
  /** In an author's words, without the file's own text. */
  message: string;
}

/** One Python file, decoded and parsed at most once, when somebody first asks. */
export class PythonFile {
  private parsed: ParseResult | undefined;
  private source: { text: string; lines: readonly string[] } | undefined;
  private decodeProblem: PythonProblem | null = null;
  private scanned: SourceScan | undefined;

  constructor(private readonly file: PackageFile) {}

  get path(): string {
    return this.file.path;
  }

  get sizeBytes(): number {
    return this.file.bytes.byteLength;
  }

  /** The text with `\n` line ends; read as Latin-1 when it cannot be decoded, empty when it is too large. */
  get text(): string {
    return this.decoded().text;
  }

  /** `text` by lines; line 1 is at index 0. */
  get lines(): readonly string[] {
    return this.decoded().lines;
  }

  /** The module node, or null when the file could not be analysed; then `problem` says why. */
  get tree(): PyNode | null {
    return this.parse().problem ? null : this.parse().tree;
  }

  /** Like `tree`, but also for a file that only its encoding keeps from being Python: what Flake8 looks at. */
  get lenientTree(): PyNode | null {
    return this.parse().tree;
  }

  get problem(): PythonProblem | null {
    return this.parse().problem;
  }

  /** Comments and multi-line tokens. */
  get scan(): SourceScan {
    this.scanned ??= scanSource(this.text);
    return this.scanned;
  }

  private decoded(): { text: string; lines: readonly string[] } {
    if (this.source) return this.source;
    const tooLarge = this.sizeBytes > MAX_PYTHON_BYTES;
    const decoded = tooLarge ? { text: "" } : decodePython(this.file.bytes);
    if (tooLarge) this.decodeProblem = { reason: "too-large", line: 0, message: "it is larger than 10 MB" };
    else if (decoded.problem) this.decodeProblem = { reason: "not-decodable", ...decoded.problem };
    this.source = { text: decoded.text, lines: decoded.text.split("\n") };
    return this.source;
  }

  private parse(): ParseResult {
    if (this.parsed) return this.parsed;
    const { text, lines } = this.decoded();
    const long = lines.findIndex((line) => line.length > MAX_PYTHON_LINE_BYTES / 4 && Buffer.byteLength(line) > MAX_PYTHON_LINE_BYTES);
    if (this.decodeProblem?.reason === "too-large") this.parsed = { tree: null, problem: this.decodeProblem };
    else if (long >= 0)
      this.parsed = { tree: null, problem: { reason: "line-too-long", line: long + 1, message: "a line is longer than 1 MB" } };
    else {
      const result = this.refuseMixedTabs(parseSource(text));
      this.parsed = { tree: result.tree, problem: this.decodeProblem ?? result.problem };
    }
    return this.parsed;
  }

  private refuseMixedTabs(result: ParseResult): ParseResult {
    const line = findTabError(this.lines, () => this.scan);
    if (line === null || (result.problem && result.problem.line <= line)) return result;
    return { tree: null, problem: { reason: "syntax", line, message: "it mixes tabs and blanks" } };
  }
}

interface ParseResult {
  tree: PyNode | null;
  problem: PythonProblem | null;
}

function parseSource(text: string): ParseResult {
  try {
    const tree = parse(text) as unknown as PyNode;
    linkTree(tree);
    return { tree, problem: null };
  } catch (error) {
    return { tree: null, problem: problemOf(error) };
  }
}

function problemOf(error: unknown): PythonProblem {
  if (error instanceof TreeProblem) return { reason: "too-deep", line: error.line, message: "it is nested too deeply" };
  // Deep nesting ends py-ast's own recursion; the stack is the same for every run of the engine.
  if (error instanceof RangeError) return { reason: "too-deep", line: 0, message: "it is nested too deeply" };
  const line = lineOf(error);
  return { reason: "syntax", line, message: "it is not valid Python 3" };
}

function lineOf(error: unknown): number {
  if (typeof error !== "object" || error === null) return 1;
  if ("lineno" in error && typeof error.lineno === "number") return error.lineno;
  const message = error instanceof Error ? error.message : "";
  return Number(/at line (\d+)/.exec(message)?.[1] ?? 1);
}
