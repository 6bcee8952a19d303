import type { PackageFile } from "../archive/types";
import type { PyNode } from "./ast";
import { decodePython } from "./decode";
import { parseSource } from "./parse-source";
import { COMMENT, type TokenList } from "./token-list";
import { tokenize } from "./tokenizer";

/** Larger Python files are not analysed; what people write by hand stays far below. */
export const MAX_PYTHON_BYTES = 10_000_000;
/** The same for one line, so that no rule has to look at more at once. */
export const MAX_PYTHON_LINE_BYTES = 1_000_000;

/**
 * And for the tokens of a file: names, numbers, texts, signs, line ends. Chosen so that the worst that could be made of them stays
 * inside a scan's memory; the densest table of numbers in a real plugin has 900,000.
 */
export const MAX_PYTHON_TOKENS = 1_500_000;

export type ProblemReason = "too-large" | "line-too-long" | "not-decodable" | "syntax" | "too-deep";

export interface PythonProblem {
  reason: ProblemReason;
  /** 1-based; 0 when it concerns the whole file. */
  line: number;
  /** In an author's words, without the file's own text. */
  message: string;
}

export interface SourceComment {
  /** 1-based. */
  line: number;
  /** With its leading `#`. */
  text: string;
}

let parsedFiles = 0;
/** How many texts were parsed in this process: measurements show that each file is parsed once in a pass. */
export const countParsedFiles = (): number => parsedFiles;

/** One Python file, decoded and parsed at most once, when somebody first asks. */
export class PythonFile {
  private parsed: ParseResult | undefined;
  private source: { text: string; lines: readonly string[] } | undefined;
  private decodeProblem: PythonProblem | null = null;
  private syntaxError: number | null = null;
  private tokenList: TokenList | undefined;

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

  /** The line of the syntax error that Flake8 reports, which reads what cannot be decoded as Latin-1; null without one. */
  get syntaxErrorLine(): number | null {
    this.parse();
    return this.syntaxError;
  }

  get problem(): PythonProblem | null {
    return this.parse().problem;
  }

  /** What CPython's tokenizer makes of the text, up to where it gives up. */
  get tokens(): TokenList {
    this.tokenList ??= tokenize(this.text);
    return this.tokenList;
  }

  get comments(): readonly SourceComment[] {
    const { tokens } = this;
    const comments: SourceComment[] = [];
    for (let index = 0; index < tokens.count; index++)
      if (tokens.kinds[index] === COMMENT) comments.push({ line: tokens.lines[index] as number, text: tokens.textOf(index) });
    return comments;
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
    else if (this.tokens.count > MAX_PYTHON_TOKENS)
      this.parsed = { tree: null, problem: { reason: "too-large", line: 0, message: "it has more than 1.5 million words and signs" } };
    else {
      parsedFiles++;
      const result = parseSource(text, this.tokens);
      this.syntaxError = result.problem?.reason === "syntax" ? result.problem.line : null;
      this.parsed = { tree: result.tree, problem: this.decodeProblem ?? result.problem };
    }
    return this.parsed;
  }
}

interface ParseResult {
  tree: PyNode | null;
  problem: PythonProblem | null;
}
