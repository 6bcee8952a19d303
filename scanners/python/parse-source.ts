import { parse } from "py-ast";
import type { PyNode } from "./ast";
import { withoutFormFeeds } from "./form-feeds";
import { linkTree, TreeProblem } from "./link-tree";
import { mendTree } from "./mend-tree";
import { rewriteForParser } from "./rewrite-source";
import { errorLineOf } from "./syntax-error-line";
import type { TokenList, TokenProblem } from "./token-list";
import { findTokenMistake } from "./token-mistakes";

export interface SourceProblem {
  reason: "syntax" | "too-deep";
  /** 1-based line that CPython 3.12 names; 0 for what is nested too deeply. */
  line: number;
  /** In an author's words, without the file's own text. */
  message: string;
}

export type ParsedSource = { tree: PyNode; problem: null } | { tree: null; problem: SourceProblem };

const MESSAGES: Readonly<Partial<Record<TokenProblem["kind"], string>>> = {
  tabs: "it mixes tabs and blanks",
  nesting: "brackets are nested deeper than Python allows",
  "indent-depth": "it has more levels of indentation than Python allows",
};

/**
 * The tree of a module as CPython 3.12's `ast.parse` would make it, or the line at which it refuses the text.
 * @param tokens of the same text: what CPython's tokenizer refuses is no Python, whatever py-ast says.
 */
export function parseSource(text: string, tokens: TokenList): ParsedSource {
  // Python says so before it looks at anything else.
  if (text.includes("\0")) return refused(1, "it contains a NUL character");
  const { problem } = tokens;
  const mistake = findTokenMistake(tokens);
  // CPython reads on behind a syntax error: a raised error of its tokenizer wins wherever it stands.
  if (problem?.isRaised && !mistake?.isFinal) return refusedByTokenizer(problem);
  const stop = mistake ? mistake.at : problem?.at;
  try {
    // Before the place of a known mistake, only an earlier one matters.
    const source = stop === undefined ? text : text.slice(0, text.lastIndexOf("\n", stop - 1) + 1);
    const tree = parseLeniently(withoutFormFeeds(source, tokens), source === text ? tokens : null);
    if (mistake) return refused(behindBracket(mistake.line, problem));
    if (problem) return refusedByTokenizer(problem);
    linkTree(tree);
    mendTree(tree, text);
    return { tree, problem: null };
  } catch (error) {
    if (error instanceof TreeProblem && error.reason === "syntax") return refused(error.line);
    // Deep nesting ends py-ast's recursion sooner or later, as the stack is; so it has no line of its own.
    if (error instanceof TreeProblem || error instanceof RangeError)
      return { tree: null, problem: { reason: "too-deep", line: 0, message: "it is nested too deeply" } };
    const line = errorLineOf(error, tokens, stop === undefined);
    if (mistake && line >= mistake.line) return refused(behindBracket(mistake.line, problem));
    if (problem && (problem.isRaised || line >= problem.line)) return refusedByTokenizer(problem);
    return refused(behindBracket(line, problem));
  }
}

/** Tries again with another spelling of what py-ast does not know; its first error stands. */
function parseLeniently(text: string, tokens: TokenList | null): PyNode {
  try {
    return parse(text) as unknown as PyNode;
  } catch (error) {
    const other = tokens && !(error instanceof RangeError) && tokens.text.startsWith(text) ? rewriteForParser(text, tokens) : null;
    if (other === null) throw error;
    try {
      return parse(other) as unknown as PyNode;
    } catch {
      throw error;
    }
  }
}

function refused(line: number, message = "it is not valid Python 3"): ParsedSource {
  return { tree: null, problem: { reason: "syntax", line, message } };
}

/** A bracket that is never closed explains an error behind it. */
function behindBracket(line: number, problem: TokenProblem | null): number {
  return problem && problem.openBracketLine > 0 && line > problem.openBracketLine ? problem.openBracketLine : line;
}

function refusedByTokenizer(problem: TokenProblem): ParsedSource {
  const line = problem.kind === "end" && problem.openBracketLine > 0 ? problem.openBracketLine : problem.line;
  return refused(line, MESSAGES[problem.kind]);
}
